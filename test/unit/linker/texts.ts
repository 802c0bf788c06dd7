// A linker script with nearly everything the language has, and a map file, as the tests of this folder use them.

const top = `/* Everything */
ENTRY(Reset_Handler)
OUTPUT_FORMAT("elf32-littlearm", "elf32-bigarm", "elf32-littlearm") OUTPUT_ARCH(arm)
SEARCH_DIR("=/usr/lib"); EXTERN(a b) INPUT(start.o -lc) GROUP(libc.a AS_NEEDED(libm.a))
NOCROSSREFS(.text .data) FORCE_COMMON_ALLOCATION VERSION { { global: a*; local: *; }; }
_size = DEFINED(_size) ? _size : 4K; _estack = ORIGIN(RAM) + LENGTH(RAM) - 10h;
`;

const memory = `MEMORY
{
  FLASH (rx)  : ORIGIN = 0x08000000, LENGTH = 1M - 16K /* less the bootloader */
  RAM (xrw!i) : org = $20000000, len = (1 << 17) % 7 ? 128K : ~0,
  INCLUDE regions.ld
  CCM (rw) : o = ORIGIN(FLASH) * 2 / 1, l = 64K
}
REGION_ALIAS("CODE", FLASH)
PHDRS { text PT_LOAD FILEHDR PHDRS FLAGS (5); data 1 AT (0x100); }
`;

const vectors = `SECTIONS
{
  . = SEGMENT_START("text", 0) + SIZEOF_HEADERS;
  .isr_vector ALIGN(512) (READONLY) : AT(0x08000000) ALIGN(4) SUBALIGN(4) ONLY_IF_RO
  {
    . = ALIGN(4); __start = .;
    KEEP(*startup*.o(SORT(.isr_vector.*) EXCLUDE_FILE(*a.o *b.o) .isr_vector))
    lib.a:member.o(.x .y*) [.z] *(SORT_BY_ALIGNMENT(SORT_BY_NAME(COMMON)))
    PROVIDE_HIDDEN(__end = .); BYTE(1) SHORT(2) LONG(0xdeadbeef) QUAD(ADDR(.text)) FILL(0xff) ASCIZ "text"
    INPUT_SECTION_FLAGS (SHF_ALLOC & !SHF_WRITE) *(.q) CONSTRUCTORS SORT(CONSTRUCTORS)
    ASSERT(. < 1K, "too {long");
  } >CODE :text :data =0x90
`;

const rest = `  .psram (NOLOAD) : { *(.psram) } >CCM
  .note (TYPE = SHT_NOTE) : ALIGN_WITH_INPUT { INCLUDE body.ld *(.note) } >RAM AT> FLASH
  OVERLAY 0x1000 : NOCROSSREFS AT (0x4000) { .t0 { *(.t0) } .t1 { *(.t1) } } >RAM
  GROUP : { .g : { *(.g) } } >RAM
  /DISCARD/ : { *(.comment) }
  _end += 4 << 2 >> 1 & 3 | 4; PROVIDE(end = MAX(ABSOLUTE(.), LOADADDR(.text)));
}
`;

export const everything = `${top}${memory}${vectors}${rest}INSERT AFTER .data;
ASSERT(_end <= ORIGIN(RAM) && 1 || !2, "full")
`;

/** Its parts, each a script of its own (some end early). */
export const parts = [top, memory, vectors, `SECTIONS { ${rest}`, everything] as const;

export const mapText = `Archive member included to satisfy reference by file (symbol)

/usr/lib/libc.a(libc_a-memcpy.o)
                              build/main.o (memcpy)

Allocating common symbols
Common symbol       size              file

shared              0xc               build/main.o

Discarded input sections

 .text          0x00000000        0x0 build/main.o
 .text.a_very_long_section_name_indeed
                0x00000000        0x4 build/main.o
 COMMON         0x00000000        0xc build/unused.o

Memory Configuration

Name             Origin             Length             Attributes
FLASH            0x08000000         0x00010000         xr
RAM              0x20000000         0x00010000         xrw
NONE             0x90000000         0x00000000
*default*        0x00000000         0xffffffff

Linker script and memory map

LOAD build/main.o
START GROUP
LOAD /usr/lib/libc.a
END GROUP
                0x20010000                        _estack = (ORIGIN (RAM) + LENGTH (RAM))

.text           0x08000000       0x48
 *(.text .text.*)
 .text.main     0x08000000        0x4 build/main.o
                0x08000000                main
 .text.a_very_long_section_name_indeed
                0x08000004        0x4 build/my file.o
 *fill*         0x08000008       0x38 ff
 .text          0x08000040        0x8 /usr/lib/libc.a(libc_a-memcpy.o)
                0x08000040                memcpy
                0x08000048                        . = ALIGN (0x4)

.a_long_output_section
                0x08000048        0x4
 .text.x        0x08000048        0x4 build/fw.elf.ltrans0.ltrans.o
                                  0x8 (size before relaxing)

.data           0x20000000        0x8 load address 0x0800004c
 .data          0x20000000        0x8 build/main.o

.bss            0x20000008        0xc load address 0x08000054
 *(COMMON)
 COMMON         0x20000008        0xc build/main.o
                0x20000008                shared

/DISCARD/
 *(.comment)
OUTPUT(out.elf elf32-littlearm)

.debug_info     0x00000000      0x100
 .debug_info    0x00000000      0x100 build/main.o
`;
