import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout

required_conan_version = ">=2"


class XactConan(ConanFile):
    name = "xact"
    description = "Neural-network activation functions and their derivatives in SIMD"
    license = "MIT"
    topics = ("simd", "activation-functions", "neural-networks", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    exports_sources = "include/*", "cmake/dispatch/*", "LICENSE"
    no_copy_source = True

    def set_version(self):
        config = load(self, os.path.join(self.recipe_folder, "include", "xact", "base", "config.hpp"))
        self.version = ".".join(re.findall(r"^#define XACT_VERSION_\w+ (\d+)$", config, re.MULTILINE))

    def layout(self):
        basic_layout(self, src_folder=".")

    def requirements(self):
        self.requires("xsimd/[>=8.1 <15]")

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))
        copy(self, "*", os.path.join(self.source_folder, "cmake", "dispatch"),
             os.path.join(self.package_folder, "lib", "cmake", "xact"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "xact")
        self.cpp_info.set_property("cmake_target_name", "xact::xact")
        self.cpp_info.set_property("pkg_config_name", "xact")
        # xact_add_dispatch
        self.cpp_info.set_property("cmake_build_modules", [os.path.join("lib", "cmake", "xact", "xact-dispatch.cmake")])
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
