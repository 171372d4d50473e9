#!/usr/bin/env python3
"""Compiles and runs one program of every array function with every compiler, standard, instruction set, processor
and xsimd that this machine has, and prints a table of the results. A cell passes if it compiles, warning-clean, and
its results have the bits of its arithmetic class: with a fused multiply-add, or without.

usage: matrix.py [--newer CHROOT] [--only TEXT] BUILD_FOLDER

--newer: a folder with a newer Debian, whose g++ and clang++ are taken too (`./dev matrix --newer` makes one)
--only:  the cells whose row in the table contains TEXT
"""

import argparse
import atexit
import concurrent.futures
import dataclasses
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tests/dispatch/bits.cpp"
STD_SIMD = ROOT / "tests/std_simd.cpp"  # its exit code says whether it passes, its last word of what library
WARNINGS = "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"
XSIMD = {"8.1": "bookworm", "13.2": "trixie", "14.3": "sid"}

# The levels of x86-64, as compilers name them.
V1, V2, V3, V4 = ("-march=x86-64", "-march=x86-64-v2", "-march=x86-64-v3", "-march=x86-64-v4")


@dataclasses.dataclass
class Cell:
    compiler: str
    target: str
    flags: str = "-O2"
    standard: str = "c++20"
    xsimd: str = "8.1"  # or none, with XACT_NO_SIMD
    runner: str = ""
    bits: bool = True  # whether they are promised
    without: str = ""  # a type of which they are not
    chroot: str = ""
    program: Path = PROGRAM
    result: str = ""

    def row(self):
        return [self.compiler, self.target, self.standard, self.flags, self.xsimd, self.result]


def host_cells(compiler, chroot=""):
    """What is asked of every compiler for x86-64."""
    def cell(target, *args, **kwargs):
        return Cell(compiler, target, *args, chroot=chroot, **kwargs)

    xsimd = "14.3" if chroot else "8.1"
    yield from (cell(level, xsimd=xsimd) for level in (V1, V2, V3, V4))
    yield from (cell(V3, f"-O{level}", xsimd=xsimd) for level in (0, 1, 3))
    yield from (cell(level, standard="c++2b", xsimd=xsimd) for level in (V1, V4))
    yield cell(V3, "-O2 -fno-exceptions -fno-rtti", xsimd=xsimd)
    yield cell(V3, "-O2 -ffp-contract=fast", xsimd=xsimd)
    yield cell(V3, "-O2 -ffast-math", xsimd=xsimd, bits=False)
    yield cell(V1, "-O2 -ffinite-math-only -frounding-math", xsimd=xsimd)
    if "clang" in compiler:
        yield cell(V3, "-O2 -ffast-math -fno-finite-math-only -DXACT_FAST_MATH=1", xsimd=xsimd, bits=False)
        # xsimd has something of its own to report.
        yield cell(V1, "-O1 -fsanitize=integer,undefined -fno-sanitize-recover=all", xsimd="none")
    else:
        yield cell(V3, "-O2 -fsignaling-nans -ftrapv", standard="gnu++20", xsimd=xsimd)
    yield cell(f"{V3} -mavx512f", xsimd=xsimd)  # and no more of it, as Xeon Phi has
    yield from (cell(level, xsimd="none") for level in (V1, V3))
    if not chroot:
        yield from (cell(level, xsimd=newer) for newer in ("13.2", "14.3") for level in (V1, V3, V4))
    if compiler == "clang++-19":  # libc++ 19 takes clang from 17 up
        yield cell(V3, "-O2 -stdlib=libc++")


def cells(newer):
    # The optimiser takes long over NEON: once is enough.
    def cross(compiler, target, flags="-O1", **kwargs):
        return Cell(compiler, target, flags, **kwargs)

    arm64, qemu_arm64 = "aarch64-linux-gnu-g++", "qemu-aarch64 -L /usr/aarch64-linux-gnu"
    yield from (cross(arm64, "NEON", xsimd=xsimd, runner=qemu_arm64) for xsimd in ("8.1", "13.2", "14.3", "none"))
    yield cross(arm64, "NEON", "-O0", runner=qemu_arm64)
    yield cross(arm64, "NEON", "-O2", xsimd="14.3", standard="c++2b", runner=qemu_arm64)
    yield cross("clang++-14", "NEON", "-O1 --target=aarch64-linux-gnu", runner=qemu_arm64)
    for bits in 128, 256, 512:
        yield cross(arm64, "-march=armv8.2-a+sve", f"-O1 -msve-vector-bits={bits}", xsimd="14.3",
                    runner=f"qemu-aarch64 -cpu max,sve{bits}=on -L /usr/aarch64-linux-gnu")
    riscv, qemu_riscv = "riscv64-linux-gnu-g++", "qemu-riscv64 -L /usr/riscv64-linux-gnu"
    yield from (cross(riscv, "rv64gc, no vectors", xsimd=xsimd, runner=qemu_riscv) for xsimd in ("8.1", "14.3", "none"))
    if newer:
        for bits in 128, 256:
            yield cross(riscv, f"-march=rv64gcv_zvl{bits}b", "-O1 -mrvv-vector-bits=zvl -static", xsimd="14.3",
                        chroot=newer, runner=f"qemu-riscv64 -cpu rv64,v=true,vlen={bits},elen=64,vext_spec=v1.0")
    arm32, qemu_arm32 = "arm-linux-gnueabihf-g++", "qemu-arm -L /usr/arm-linux-gnueabihf"
    for fpu, xsimd in ("vfpv3-d16", "8.1"), ("neon", "14.3"), ("neon-vfpv4", "14.3"):
        yield cross(arm32, f"-mfpu={fpu}", xsimd=xsimd, runner=qemu_arm32)
    # As on a Cortex-M4F: a unit for float alone. GCC's library rounds a sum of doubles the wrong way now and then,
    # such as -1 + 0x1.80b2dacf3747fp-33.
    yield cross(arm32, "-mfpu=fpv4-sp-d16", xsimd="none", runner=qemu_arm32, without=" double ")
    windows = "x86_64-w64-mingw32-g++-posix"
    for xsimd in "8.1", "14.3":
        yield from (cross(windows, level, xsimd=xsimd, runner="wine64") for level in (V1, V3))
    yield cross("emcc", "-msimd128", xsimd="14.3", runner="node --no-experimental-fetch")
    yield cross("emcc", "no vectors", xsimd="none", runner="node --no-experimental-fetch")

    for compiler in "g++-12", "clang++-14", "clang++-19":
        yield from host_cells(compiler)
    if newer:
        for compiler in "g++", "clang++":
            yield from host_cells(compiler, newer)
        for level in V1, V3, V4:
            yield Cell("g++-16", level, standard="c++26", xsimd="14.3", chroot=newer, program=STD_SIMD)


def find(tool, chroot=""):
    if chroot:
        return (Path(chroot) / "usr/bin" / tool).exists()
    return shutil.which(tool) is not None or (tool == "wine64" and Path("/usr/lib/wine/wine64").exists())


def environment():
    env = dict(os.environ, WINEDEBUG="-all", NODE_PATH="/usr/share/nodejs:/usr/lib/nodejs")
    env["PATH"] += ":/usr/lib/wine"
    return env


def run(command, **kwargs):
    return subprocess.run(command, capture_output=True, text=True, env=environment(), **kwargs)


def first_line(text, pattern):
    found = [line for line in text.splitlines() if re.search(pattern, line)] or text.splitlines() or ["no message"]
    return found[0].replace("|", "/")[:160]


class Matrix:
    def __init__(self, build, newer):
        self.build = build
        for folder in (ROOT, build) if newer else ():  # at their own paths
            inside = newer + str(folder)
            os.makedirs(inside, exist_ok=True)
            subprocess.run(["mount", "--bind", folder, inside], check=True)
            atexit.register(subprocess.run, ["umount", inside], check=True)
        self.unreachable = {}
        for version, release in XSIMD.items():
            unpacked = run([ROOT / "tests/unpack-debian.sh", release, "amd64", self.xsimd(version), "libxsimd-dev"])
            if unpacked.returncode != 0:
                self.unreachable[version] = first_line(unpacked.stderr, "")
        self.expected = {}
        for name, flags in ("no fma", V1), ("fma", V3):
            reference = Cell("c++", flags)
            chosen, bits = self.bits_of(reference)
            if chosen != name:
                sys.exit(f"matrix: the reference does not compile or run: {bits}")
            self.expected[name] = bits
        self.expected["fma for float"] = self.expected["fma"]

    def xsimd(self, version):
        return self.build / f"xsimd-{version}"

    def bits_of(self, cell):
        """The arithmetic class and the bits, or None and what went wrong."""
        name = re.sub(r"[^\w+.-]+", "_", "_".join(cell.row()))
        program = self.build / (name + {"emcc": ".js", "x86_64-w64-mingw32-g++-posix": ".exe"}.get(cell.compiler, ""))
        target = cell.target if cell.target.startswith("-") else ""
        xsimd = "-DXACT_NO_SIMD" if cell.xsimd == "none" else f"-isystem {self.xsimd(cell.xsimd)}/usr/include"
        special = {"emcc": "-sALLOW_MEMORY_GROWTH", "x86_64-w64-mingw32-g++-posix": "-static"}
        flags = f"-std={cell.standard} {target} {cell.flags} {WARNINGS} {special.get(cell.compiler, '')}"
        if "g++-12" in cell.compiler and V4 in target:  # its own headers warn
            flags += " -Wno-uninitialized -Wno-maybe-uninitialized"
        enter = ["chroot", cell.chroot] if cell.chroot else []
        command = shlex.split(f"{cell.compiler} {flags} -DDIRECT -DSHORT -I{ROOT}/include {xsimd}")
        compiled = run(enter + command + [str(cell.program), "-o", str(program)])
        if compiled.returncode != 0:
            return None, "does not compile: " + first_line(compiled.stderr, "error")
        ran = run((shlex.split(cell.runner) or enter) + [str(program)])
        if ran.returncode not in ((0,) if cell.bits else (0, 1)):  # 1: scalars differ from arrays
            return None, f"ends with {ran.returncode}: " + first_line(ran.stdout + ran.stderr, "differs|rror")
        return ran.stderr.strip().splitlines()[-1].strip(), ran.stdout.replace("\r", "")

    def different(self, cell, bits, chosen):
        pairs = zip(bits.splitlines(), self.expected[chosen].splitlines(), strict=True)
        return [a for a, b in pairs if a != b and not (cell.without and cell.without in a)]

    def fill(self, cell):
        if not find(cell.compiler, cell.chroot):
            cell.result = "skipped: no " + cell.compiler
        elif cell.runner and not find(shlex.split(cell.runner)[0]):
            cell.result = "skipped: no " + shlex.split(cell.runner)[0]
        elif cell.xsimd in self.unreachable:
            cell.result = "skipped: " + self.unreachable[cell.xsimd]
        else:
            chosen, bits = self.bits_of(cell)
            if chosen is None:
                cell.result = "FAILED: " + bits
            elif cell.program == STD_SIMD:
                cell.result = f"passed ({chosen})"
            elif not cell.bits:
                cell.result = "passed (runs; bits not promised)"
            elif bits != self.expected[chosen] and (different := self.different(cell, bits, chosen)):
                cell.result = f"FAILED: {len(different)} other hashes, first {different[0] if different else ''}"
            else:
                cell.result = f"passed ({chosen})"
        if cell.chroot:
            cell.compiler += " (newer)"
        print(" | ".join(cell.row()), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newer", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("build", type=Path)
    arguments = parser.parse_args()
    arguments.build = arguments.build.resolve()
    arguments.build.mkdir(parents=True, exist_ok=True)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unmounts
    matrix = Matrix(arguments.build, arguments.newer)
    todo = [cell for cell in cells(arguments.newer) if arguments.only in " | ".join(cell.row())]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(matrix.fill, todo))

    header = ["compiler", "target", "standard", "flags", "xsimd", "result"]
    lines = ["| " + " | ".join(row) + " |" for row in [header, ["---"] * len(header)] + [cell.row() for cell in todo]]
    (arguments.build / "matrix.md").write_text("\n".join(lines) + "\n")
    counts = {word: sum(cell.result.startswith(word) for cell in todo) for word in ("passed", "skipped", "FAILED")}
    print(", ".join(f"{count} {word.lower()}" for word, count in counts.items()), "->", arguments.build / "matrix.md")
    return 1 if counts["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main())
