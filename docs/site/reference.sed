# What doxygen reads of a header. The text at its head, which is for whoever opens the file, is that of its page.
1s#.*#/// @file#
0,\#^// #s#^// #/// @file\n/// #
\#^/// @file\n#,/^$/s#^//\( \|$\)#///\1#

# What every functor has, core/activation.hpp describes once, for whoever writes one; here each gets its sentence.
s#static constexpr std::string_view name #/** Its name, as people write it. */ &#
s#static constexpr error_bounds bounds #/** What it promises of numbers of type T. */ &#
s#static constexpr bool exists_for #/** Whether it is defined on numbers of type T. */ &#
s#static constexpr auto samples()#/** Functors with these and with other parameters, which every test visits. */ &#
s#static constexpr std::array parameters#/** Its parameters, in the order of the constructor's arguments. */ &#
s#static constexpr bool accepts(#/** Whether these parameters are valid, which the constructor asserts. */ &#
s#constexpr bool output_tells(#/** Whether with these parameters f(x) determines f'(x). */ &#
s#constexpr [A-Za-z:<>, ]* \(eval[a-z_]*\|in_double\|rounds_away_from_0\|round_parameters_to_float\|above_half_of_x\)(#/** What activation_interface or gate_interface calls, which say what it is. */ &#
s#static constexpr bool \(reassociation_safe\|above_half_of_x\) #/** What activation_interface asks, which says what it is. */ &#
s#static constexpr simd::unrolling unroll #/** How many registers go through its kernels side by side. */ &#
s#using double_kernels #/** What activation_interface takes without FMA, which says what it is. */ &#
s#^\(inline constexpr [^ ]* \)\([a-z0-9_]*{}\), \([^;]*;\)#\1\2; /** The same function, with parameters of its own. */ \1\3#
s#^inline constexpr [a-z0-9_]*_t\(<[^;]*>\)\? [a-z0-9_]*{#/** An instance: its type says what it is. */ &#
/^template <accuracy A = accuracy::accurate>$/{
N
s#^.*\nstruct [a-z0-9_]*_t\( : missing_tier<A> {}\)*;$#/** In the tiers that it has: the accurate one has its formula. */ &#
}
# What Eigen is told of them is not for people.
/^template <xact::called_by_eigen F>$/,$s#.*##
