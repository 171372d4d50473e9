// What structure.symbols objects to.

namespace xact {

template <class T>
T left_to_the_linker(T x) {
  return x;
}
template int left_to_the_linker(int x);

static int own(int x) { return x; }

}  // namespace xact

int (*call_own())(int) { return xact::own; }
