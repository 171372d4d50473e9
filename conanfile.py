import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, get, load
from conan.tools.layout import basic_layout

required_conan_version = ">=2"


class XactConan(ConanFile):
    name = "xact"
    description = "Neural-network activation functions and their derivatives in SIMD"
    license = "MIT"
    topics = ("simd", "activation-functions", "neural-networks", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"simd": [True, False]}  # False: no xsimd, no batches, array functions are scalar loops
    default_options = {"simd": True}
    exports_sources = "include/*", "cmake/dispatch/*", "cmake/xact-conan.cmake", "LICENSE"
    no_copy_source = True

    def init(self):
        # In a registry, conandata.yml tells what the files beside this one cannot: where their repository is.
        self.homepage = (self.conan_data or {}).get("homepage")

    def set_version(self):
        # In a registry the headers are not beside the recipe, and the version is told.
        config = os.path.join(self.recipe_folder, "include", "xact", "base", "config.hpp")
        if os.path.exists(config):
            numbers = re.findall(r"^#define XACT_VERSION_\w+ (\d+)$", load(self, config), re.MULTILINE)
            self.version = ".".join(numbers)

    def layout(self):
        basic_layout(self, src_folder=".")
        # Nothing is built: an editable package has no folders for what is.
        self.cpp.build.bindirs = []
        self.cpp.build.libdirs = []

    def requirements(self):
        if self.options.simd:
            self.requires("xsimd/[>=8.1 <15]")

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)

    def source(self):
        # In a registry the sources are a release; here they are the files beside this one.
        releases = (self.conan_data or {}).get("sources", {})
        if self.version in releases:
            get(self, **releases[self.version], strip_root=True)

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))
        # The same places as in the sources, which are the package where it is editable.
        for pattern in "xact-conan.cmake", "dispatch/*":
            copy(self, pattern, os.path.join(self.source_folder, "cmake"), os.path.join(self.package_folder, "cmake"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "xact")
        self.cpp_info.set_property("cmake_target_name", "xact::xact")
        # As the package of CMake says: while it is 0.x, a minor version may break.
        self.cpp_info.set_property("cmake_config_version_compat", "SameMinorVersion")
        self.cpp_info.set_property("pkg_config_name", "xact")
        self.cpp_info.set_property("cmake_build_modules", [os.path.join("cmake", "xact-conan.cmake")])
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        if not self.options.simd:
            self.cpp_info.defines = ["XACT_NO_SIMD"]
