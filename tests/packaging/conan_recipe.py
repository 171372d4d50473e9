"""Runs conanfile.py on stand-ins for the parts of Conan that it uses, and checks the package it makes.

conan_recipe.py SOURCE_FOLDER VERSION PACKAGE_FOLDER
"""

import py_compile
import shutil
import sys
import types
from pathlib import Path

source, version, package = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])


def provide(name, **members):
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module


def copy(_, pattern, src, dst):
    found = list(Path(src).rglob(pattern))
    assert found, f"nothing in {src} is {pattern}"
    for file in found:
        if file.is_file():
            to = Path(dst) / file.relative_to(src)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)


class CppInfo:
    bindirs, libdirs = ["bin"], ["lib"]

    def __init__(self):
        self.properties = {}

    def set_property(self, name, value):
        self.properties[name] = value


class ConanFile:
    pass


minimum_standards = []
provide("conan", ConanFile=ConanFile)
provide("conan.tools")
provide("conan.tools.build", check_min_cppstd=lambda _, standard: minimum_standards.append(standard))
provide("conan.tools.files", copy=copy, load=lambda _, path: Path(path).read_text())
provide("conan.tools.layout", basic_layout=lambda _, src_folder: None)

shutil.rmtree(package, ignore_errors=True)
package.mkdir(parents=True)
py_compile.compile(str(source / "test_package/conanfile.py"), cfile=str(package / "unused"), doraise=True)
(package / "unused").unlink()

recipe_module = types.ModuleType("conanfile")
exec(compile((source / "conanfile.py").read_text(), "conanfile.py", "exec"), vars(recipe_module))
recipe = recipe_module.XactConan()
recipe.recipe_folder = recipe.source_folder = str(source)
recipe.package_folder = str(package)
recipe.cpp_info = CppInfo()
recipe.info = types.SimpleNamespace(clear=lambda: None)
required = []
recipe.requires = required.append

recipe.set_version()
recipe.layout()
recipe.requirements()
recipe.validate()
recipe.package_id()
recipe.package()
recipe.package_info()

assert recipe.version == version, recipe.version
assert recipe.package_type == "header-library" and minimum_standards == [20]
assert [reference.split("/")[0] for reference in required] == ["xsimd"]
assert recipe.cpp_info.bindirs == recipe.cpp_info.libdirs == []
assert recipe.cpp_info.properties["cmake_target_name"] == "xact::xact"
for name in "licenses/LICENSE", "include/xact/xact.hpp", "include/xact/base/config.hpp":
    assert (package / name).is_file(), name
modules = recipe.cpp_info.properties["cmake_build_modules"]
assert modules and all((package / module).is_file() for module in modules), modules
exported = [pattern.split("/")[0] for pattern in recipe.exports_sources]
assert {"include", "cmake", "LICENSE"} <= set(exported), exported

# What Conan's CMakeDeps would write.
(package / "xact-config.cmake").write_text(
    "add_library(xact::xact INTERFACE IMPORTED)\n"
    "target_include_directories(xact::xact INTERFACE ${CMAKE_CURRENT_LIST_DIR}/include ${XSIMD_INCLUDE_DIRS})\n"
    "target_compile_features(xact::xact INTERFACE cxx_std_20)\n"
    + "".join(f"include(${{CMAKE_CURRENT_LIST_DIR}}/{module})\n" for module in modules)
)
