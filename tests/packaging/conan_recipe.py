"""Runs conanfile.py on stand-ins for the parts of Conan that it uses, and checks the packages it makes.

conan_recipe.py SOURCE_FOLDER VERSION PACKAGE_FOLDER

Leaves in PACKAGE_FOLDER a package, and in PACKAGE_FOLDER.editable and .without_simd the files that Conan's CMakeDeps
would write for `conan editable` and for a package without the option simd.
"""

import configparser
import fnmatch
import py_compile
import re
import shutil
import sys
import tarfile
import types
from pathlib import Path

source, version, package = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])


def provide(name, **members):
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module


def files_below(folder):
    return {file.relative_to(folder) for file in Path(folder).rglob("*") if file.is_file()}


def matches(folder, pattern):
    """The files below a folder whose path there is this pattern, in which a star stands for slashes, too."""
    fixed, star, _ = pattern.partition("*")
    if star:
        start = Path(folder, fixed.rpartition("/")[0])
        files = {(start / file).relative_to(folder) for file in files_below(start)}
    else:
        files = {Path(file) for file in [pattern] if Path(folder, file).is_file()}
    found = {file for file in files if fnmatch.fnmatch(str(file), pattern)}
    assert found, f"nothing in {folder} is {pattern}"
    return found


def copy(_, pattern, src, dst):
    for file in matches(src, pattern):
        to = Path(dst) / file
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(src) / file, to)


def get(recipe, url, sha256, strip_root):
    assert strip_root and re.fullmatch("[0-9a-f]{64}", sha256)
    with tarfile.open(url) as archive:
        for member in archive:
            member.name = member.name.partition("/")[2]
            archive.extract(member, recipe.source_folder)


class CppInfo:
    def __init__(self):
        self.includedirs, self.bindirs, self.libdirs, self.defines = None, None, None, None
        self.properties = {}

    def set_property(self, name, value):
        self.properties[name] = value


def basic_layout(recipe, src_folder):
    assert src_folder == "."
    recipe.cpp.source.includedirs = ["include"]
    recipe.cpp.build.bindirs = recipe.cpp.build.libdirs = ["."]


class ConanFile:
    conan_data = None

    def __init__(self, recipe_folder, package_folder, simd):
        self.recipe_folder = self.source_folder = str(recipe_folder)
        self.package_folder = str(package_folder)
        assert self.options == {"simd": [True, False]} and self.default_options == {"simd": True}
        self.options = types.SimpleNamespace(simd=simd)
        self.cpp = types.SimpleNamespace(source=CppInfo(), build=CppInfo())
        self.cpp_info = CppInfo()
        self.cpp_info.includedirs, self.cpp_info.bindirs, self.cpp_info.libdirs = ["include"], ["bin"], ["lib"]
        self.info = types.SimpleNamespace(clear=lambda: None)
        self.version = None
        self.required = []
        self.requires = self.required.append


minimum_standards = []
provide("conan", ConanFile=ConanFile)
provide("conan.tools")
provide("conan.tools.build", check_min_cppstd=lambda _, standard: minimum_standards.append(standard))
provide("conan.tools.files", copy=copy, get=get, load=lambda _, path: Path(path).read_text())
provide("conan.tools.layout", basic_layout=basic_layout)

recipe_module = types.ModuleType("conanfile")
exec(compile((source / "conanfile.py").read_text(), "conanfile.py", "exec"), vars(recipe_module))


def recipe_in(recipe_folder, package_folder, simd=True, conan_data=None, told_version=None):
    """A recipe as it is once Conan has looked at it."""
    recipe = recipe_module.XactConan(recipe_folder, package_folder, simd)
    recipe.conan_data = conan_data
    recipe.init()
    recipe.version = told_version
    recipe.set_version()
    recipe.layout()
    recipe.requirements()
    recipe.validate()
    recipe.package_id()
    recipe.package_info()
    return recipe


def write_cmake_deps(recipe, base, folder):
    """What CMakeDeps would write into `folder` for a package that lies in `base`."""
    modules = [base / module for module in recipe.cpp_info.properties["cmake_build_modules"]]
    assert modules and all(module.is_file() for module in modules), modules
    assert recipe.cpp_info.bindirs == recipe.cpp_info.libdirs == []
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "xact-config.cmake").write_text(
        "add_library(xact::xact INTERFACE IMPORTED)\n"
        f"target_include_directories(xact::xact INTERFACE {base}/include ${{XSIMD_INCLUDE_DIRS}})\n"
        + "".join(f"target_compile_definitions(xact::xact INTERFACE $<$<CONFIG:Release>:{definition}>)\n"
                  for definition in recipe.cpp_info.defines or [])
        + "".join(f"include({module})\n" for module in modules))


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# A package of the files beside the recipe.
recipe = recipe_in(source, emptied(package))
py_compile.compile(str(source / "test_package/conanfile.py"), cfile=str(package / "unused"), doraise=True)
(package / "unused").unlink()
recipe.source()
recipe.package()
assert recipe.version == version, recipe.version
assert recipe.homepage is None
assert recipe.package_type == "header-library" and minimum_standards == [20]
assert [reference.split("/")[0] for reference in recipe.required] == ["xsimd"]
assert recipe.cpp_info.defines is None
assert recipe.cpp_info.properties["cmake_target_name"] == "xact::xact"
assert recipe.cpp_info.properties["cmake_config_version_compat"] == "SameMinorVersion"
compatibility = re.search(r"COMPATIBILITY (\w+)", (source / "cmake/install.cmake").read_text())[1]
assert compatibility == recipe.cpp_info.properties["cmake_config_version_compat"], compatibility
for name in "licenses/LICENSE", "include/xact/xact.hpp", "include/xact/base/config.hpp":
    assert (package / name).is_file(), name
write_cmake_deps(recipe, package, package)

# What the package has is all that is exported.
exported = {file for pattern in recipe.exports_sources for file in matches(source, pattern)}
packaged = files_below(package) - {Path("xact-config.cmake")}
assert Path("LICENSE") in exported and packaged - exported == {Path("licenses/LICENSE")}, packaged - exported

# Editable: the sources are the package. What layout() says of them comes before what package_info() says.
editable = recipe_in(source, source)
assert editable.cpp.source.includedirs == ["include"]
assert editable.cpp.build.bindirs == editable.cpp.build.libdirs == []
write_cmake_deps(editable, source, emptied(package.with_name(package.name + ".editable")))

# Without xsimd.
without = recipe_in(source, package, simd=False)
assert without.required == [] and without.cpp_info.defines == ["XACT_NO_SIMD"]
write_cmake_deps(without, package, emptied(package.with_name(package.name + ".without_simd")))

# In a registry, beside a conandata.yml: the sources are an archive.
registry = emptied(package.with_name(package.name + ".registry"))
archive = registry / "xact.tar.gz"
with tarfile.open(archive, "w:gz") as tar:
    for name in "LICENSE", "include", "cmake":
        tar.add(source / name, f"xact-{version}/{name}")
data = {"homepage": "https://example.invalid/xact", "sources": {version: {"url": archive, "sha256": 64 * "0"}}}
recipe = recipe_in(registry, registry / "package", conan_data=data, told_version=version)
recipe.source_folder = str(registry / "source")
recipe.source()
recipe.package()
assert recipe.homepage == data["homepage"] and recipe.version == version
from_archive = files_below(registry / "package")
assert from_archive == packaged, from_archive ^ packaged

# What docs/install.md says.
page = (source / "docs/install.md").read_text()
commands = re.search(r"<!-- snippet: conan -->\n```sh\n(.*?)```", page, re.DOTALL)[1]
assert commands == f"conan create {recipe.name}\n", commands
conanfile = configparser.ConfigParser(allow_no_value=True)
conanfile.read_string(re.search(r"<!-- snippet: conanfile.txt -->\n```ini\n(.*?)```", page, re.DOTALL)[1])
assert list(conanfile["requires"]) == [f"{recipe.name}/{version}"], list(conanfile["requires"])
assert [name.lower() for name in ("CMakeDeps", "CMakeToolchain")] == list(conanfile["generators"])
assert f'-o "{recipe.name}/*:simd=False"' in page
