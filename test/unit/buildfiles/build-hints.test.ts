// What build files say about the link, on texts in the forms that the tools write.

import assert from 'node:assert/strict';
import { isBuildFile, readBuildHints } from '../../../src/buildfiles/build-hints';
import type { BuildHints, HintedPath } from '../../../src/buildfiles/build-hints';

interface Case {
  readonly title: string;
  readonly name: string;
  readonly text: string;
  /** Each hint as `line: text`, `(image)` and `[configuration]` behind it. */
  readonly scripts?: readonly string[];
  readonly devices?: readonly string[];
  readonly images?: readonly string[];
  readonly maps?: readonly string[];
  /** Those of -L. */
  readonly folders?: readonly string[];
}

const cubeIde = 'com.st.stm32cube.ide.mcu.gnu.managedbuild';

const cases: readonly Case[] = [
  {
    title: "CubeMX's Makefile",
    name: 'Makefile',
    text: `TARGET = demo
BUILD_DIR = build
C_DEFS =  \\
-DUSE_HAL_DRIVER \\
-DSTM32F405xx
# LDSCRIPT = old.ld
LDSCRIPT = STM32F405RGTx_FLASH.ld
LDFLAGS = $(MCU) -specs=nano.specs -T$(LDSCRIPT) $(LIBDIR) -Wl,-Map=$(BUILD_DIR)/$(TARGET).map,--cref
$(BUILD_DIR)/$(TARGET).elf: $(OBJECTS) Makefile
\t$(CC) $(OBJECTS) $(LDFLAGS) -o $@
`,
    scripts: ['7: STM32F405RGTx_FLASH.ld'],
    devices: ['5: STM32F405xx'],
    images: ['9: build/demo.elf'],
    maps: ['8: build/demo.map'],
  },
  {
    title: 'a Makefile with a script for each branch',
    name: 'Makefile',
    text: `ifeq ($(RAM),1)
LD_FILE := ld/ram.ld
else
LD_FILE := $(CURDIR)/ld/flash.ld
endif
OTHER = ld/other.ld
LDFLAGS += -Wl,-T,$(LD_FILE)
`,
    scripts: ['2: ld/ram.ld', '4: ld/flash.ld'],
  },
  {
    title: 'a Makefile whose variable names a script that no -T takes',
    name: 'rules.mk',
    text: 'LINKER_SCRIPT ?= "boards/x.lds"\nTEST = ctest -T Test\n',
    scripts: ['1: boards/x.lds'],
  },
  {
    title: "CubeIDE's generated makefile",
    name: 'makefile',
    text: `demo.elf demo.map: $(OBJS) C:\\ws\\demo\\STM32F405RGTX_FLASH.ld makefile
\tarm-none-eabi-gcc -o "demo.elf" @"objects.list" -mcpu=cortex-m4 -T"C:\\ws\\my demo\\STM32F405RGTX_FLASH.ld" -Wl,-Map="demo.map" -Wl,--gc-sections
`,
    scripts: ['2: C:/ws/my demo/STM32F405RGTX_FLASH.ld'],
    images: ['2: demo.elf'],
    maps: ['2: demo.map'],
  },
  {
    title: "CubeMX's toolchain file",
    name: 'gcc-arm-none-eabi.cmake',
    text: String.raw`set(CMAKE_C_LINK_FLAGS "$\{TARGET_FLAGS}")
set(CMAKE_C_LINK_FLAGS "$\{CMAKE_C_LINK_FLAGS} -T \"$\{CMAKE_SOURCE_DIR}/STM32F405XX_FLASH.ld\"")
set(CMAKE_C_LINK_FLAGS "$\{CMAKE_C_LINK_FLAGS} -Wl,-Map=$\{CMAKE_PROJECT_NAME}.map -Wl,--gc-sections")
`.replaceAll('$\\{', '${'),
    scripts: ['2: STM32F405XX_FLASH.ld'],
    maps: ['3: ${CMAKE_PROJECT_NAME}.map'].filter((map) => !map.includes('$')),
  },
  {
    title: 'CMake with a variable, a target and defines',
    name: 'CMakeLists.txt',
    text: `project(demo C ASM) # -T nothing.ld
#[[ set(LINKER_SCRIPT gone.ld)
]]
set(LINKER_SCRIPT \${CMAKE_CURRENT_SOURCE_DIR}/ld/demo.ld)
add_executable(\${PROJECT_NAME}.elf main.c)
target_compile_definitions(demo PRIVATE USE_HAL_DRIVER STM32H743xx $<$<CONFIG:Debug>:DEBUG>)
target_include_directories(demo PRIVATE Drivers/CMSIS/Device/ST/STM32H7xx/Include)
target_link_options(\${PROJECT_NAME}.elf PRIVATE
  "-T\${LINKER_SCRIPT}"
  "SHELL:-Wl,-Map=\${PROJECT_NAME}.map,--cref")
`,
    scripts: ['4: ld/demo.ld'],
    devices: ['6: STM32H743xx'],
    images: ['5: demo.elf'],
    maps: ['10: demo.map'],
  },
  {
    title: 'CMake with --script and a variable that is not known',
    name: 'board.cmake',
    text: 'target_link_options(app PRIVATE -Wl,--script=${BOARD_DIR}/app.ld)\n',
    scripts: ['1: ${BOARD_DIR}/app.ld'],
  },
  {
    title: "Ninja's links, each with its image",
    name: 'build.ninja',
    text: `# -T comment.ld
build CMakeFiles/app.dir/main.c.obj: C_COMPILER__app_Debug /p/main.c
  DEFINES = -DDEBUG -DSTM32G0B1xx
build app.elf: C_EXECUTABLE_LINKER__app_Debug CMakeFiles/app.dir/main.c.obj
  LINK_FLAGS = -mcpu=cortex-m0plus -T "/p/app.ld" -Wl,-Map=app.map
build boot: C_EXECUTABLE_LINKER__boot_Debug CMakeFiles/boot.dir/main.c.obj
  LINK_FLAGS = -T "C$:/p/boot.ld"
`,
    scripts: ['5: /p/app.ld (app.elf)', '7: C:/p/boot.ld (boot)'],
    devices: ['3: STM32G0B1xx'],
    images: ['4: app.elf', '6: boot'],
    maps: ['5: app.map (app.elf)'],
  },
  {
    title: "CMake's link command",
    name: 'link.txt',
    text: '/usr/bin/arm-none-eabi-gcc -mcpu=cortex-m4 -T ../x.ld -Wl,-Map=x.map CMakeFiles/x.dir/a.obj -o x.elf',
    scripts: ['1: ../x.ld (x.elf)'],
    images: ['1: x.elf'],
    maps: ['1: x.map (x.elf)'],
  },
  {
    title: "CubeIDE's project",
    name: '.cproject',
    text: `<?xml version="1.0"?>
<configuration artifactName="\${ProjName}" name="Debug">
  <option name="MCU" superClass="${cubeIde}.option.target_mcu" value="STM32F405RGTx"/>
  <option id="1" superClass="${cubeIde}.tool.c.linker.option.script" value="\${workspace_loc:/\${ProjName}/STM32F405RGTX_FLASH.ld}" valueType="string"/>
  <listOptionValue builtIn="false" value="STM32F405xx"/>
  <!-- <option superClass="${cubeIde}.tool.c.linker.option.script" value="no.ld"/> -->
</configuration>
<configuration name="Release">
  <option superClass="${cubeIde}.tool.c.linker.option.script" value="\${workspace_loc:/demo/ld/release.ld}"/>
  <listOptionValue value="-T&quot;../ld/more.ld&quot;"/>
</configuration>
`,
    scripts: [
      '4: STM32F405RGTX_FLASH.ld [Debug]',
      '9: ld/release.ld [Release]',
      '10: ld/more.ld [Release]',
    ],
    devices: ['3: STM32F405RGTx [Debug]', '5: STM32F405xx [Debug]'],
  },
  {
    title: 'projects of older tools',
    name: '.cproject',
    text: `<option superClass="fr.ac6.managedbuild.tool.gnu.cross.c.linker.script" value="../STM32F103C8Tx_FLASH.ld"/>
<option superClass="com.atollic.truestudio.ld.general.scriptfile" value="..\\stm32_flash.ld"/>
<option superClass="fr.ac6.managedbuild.option.gnu.cross.mcu" value="STM32F103C8Tx"/>
`,
    scripts: ['1: STM32F103C8Tx_FLASH.ld', '2: stm32_flash.ld'],
    devices: ['3: STM32F103C8Tx'],
  },
  {
    title: "CubeIDE's launch",
    name: 'demo Debug.launch',
    text: '<stringAttribute key="org.eclipse.cdt.launch.PROGRAM_NAME" value="Debug/demo.elf"/>',
    images: ['1: Debug/demo.elf'],
  },
  {
    title: 'the folders of -L in a Makefile, but for a variable that is not known',
    name: 'Makefile',
    text: `LIBDIR = -L lib/
OPENCM3_DIR ?= ../libopencm3
LDFLAGS += -L$(OPENCM3_DIR)/lib -Wl,-L,"my scripts" -Wl,--library-path=$(CURDIR)/ld -L$(SDK)/lib
# -Lold
`,
    folders: ['1: lib', '3: ../libopencm3/lib', '3: my scripts', '3: ld'],
  },
  {
    title: 'the folders of CMake, as options and as commands',
    name: 'CMakeLists.txt',
    text: `set(SCRIPTS \${CMAKE_SOURCE_DIR}/ld)
target_link_directories(app PRIVATE
  \${SCRIPTS}
  "common/my scripts" \${UNKNOWN}/ld)
link_directories(BEFORE boards)
target_link_options(app PRIVATE -L\${CMAKE_CURRENT_SOURCE_DIR}/more)
`,
    folders: ['6: more', '2: ld', '2: common/my scripts', '5: boards'],
  },
  {
    title: 'the folders of a link that Ninja and CMake wrote',
    name: 'build.ninja',
    text: `build app.elf: C_EXECUTABLE_LINKER__app_Debug a.obj
  LINK_FLAGS = -mcpu=cortex-m4
  LINK_PATH = -L/p/ld   -L/p/common
`,
    images: ['1: app.elf'],
    folders: ['3: /p/ld (app.elf)', '3: /p/common (app.elf)'],
  },
  {
    title: 'the folders of a link command',
    name: 'link.txt',
    text: 'arm-none-eabi-gcc -L../ld -T x.ld a.obj -o x.elf',
    scripts: ['1: x.ld (x.elf)'],
    images: ['1: x.elf'],
    folders: ['1: ../ld (x.elf)'],
  },
  {
    title: "the library paths of CubeIDE's project",
    name: '.cproject',
    text: `<configuration name="Debug">
  <option superClass="${cubeIde}.tool.c.linker.option.directories" valueType="libPaths">
    <listOptionValue builtIn="false" value="../ld"/>
    <listOptionValue builtIn="false" value="&quot;\${workspace_loc:/\${ProjName}/common}&quot;"/>
  </option>
  <option superClass="${cubeIde}.tool.c.linker.option.libraries" valueType="libs">
    <listOptionValue builtIn="false" value="m"/>
  </option>
  <option superClass="${cubeIde}.tool.c.linker.option.otherflags" valueType="stringList">
    <listOptionValue builtIn="false" value="-L../more"/>
  </option>
</configuration>
`,
    folders: ['3: ld [Debug]', '4: common [Debug]', '10: more [Debug]'],
  },
  {
    title: 'names of parts and lines, not of families, folders and files',
    name: 'CMakeLists.txt',
    text: `add_definitions(-DSTM32F410Rx -D STM32H7A3xxQ)
set(MCU STM32F405RGT6)
set(X STM32F4xx STM32F4xx_HAL STM32F405xx/Include startup/STM32F405xx.s MY_STM32F407xx)
`,
    devices: ['1: STM32F410Rx', '1: STM32H7A3xxQ', '2: STM32F405RGT6'],
  },
];

function toText({ text, line, image, configuration }: HintedPath): string {
  const behind = [
    image === undefined ? '' : ` (${image})`,
    configuration === undefined ? '' : ` [${configuration}]`,
  ];
  return `${line}: ${text}${behind.join('')}`;
}

describe('readBuildHints', () => {
  for (const { title, name, text, scripts, devices, images, maps, folders } of cases) {
    it(`reads ${title}`, () => {
      const hints: BuildHints = readBuildHints(name, text);
      assert.deepEqual(
        {
          scripts: hints.linkerScripts.map(toText),
          devices: hints.devices.map(toText),
          images: hints.images.map(toText),
          maps: hints.mapFiles.map(toText),
          folders: hints.libraryFolders.map(toText),
        },
        {
          ...{ scripts: scripts ?? [], devices: devices ?? [], images: images ?? [] },
          ...{ maps: maps ?? [], folders: folders ?? [] },
        },
      );
    });
  }

  it('knows the files it can read by their names', () => {
    for (const { name } of cases) assert.ok(isBuildFile(name), name);
    for (const name of ['main.c', 'Makefile.bak', 'launch.json']) assert.ok(!isBuildFile(name));
  });

  it('gives values for hostile texts of 200,000 characters without hanging', () => {
    const pieces = [
      '<',
      '<a b="',
      '-T(',
      ' -T"',
      '$(A)',
      'A=$(A)$(A)\n',
      'set(',
      'set(A ${A}${A})\n',
      'build ',
      '\\',
      '"',
      '#[[',
      '-DSTM32',
      'STM32AAAAAAAA',
      'a',
      ' ',
      '\n',
      'x.elf:',
      'A=x.ld\n',
      '<option superClass="linker.script" value="${workspace_loc:/',
      "='",
      '-Map=',
      ' -L',
      'target_link_directories(a ',
      'link_directories("',
      '<option valueType="libPaths"><listOptionValue value="../',
      '$ ',
      '<!--',
    ];
    const names = [
      '.cproject',
      'a.launch',
      'CMakeLists.txt',
      'Makefile',
      'build.ninja',
      'link.txt',
    ];
    for (const name of names) {
      for (const piece of pieces) {
        const hints = readBuildHints(name, piece.repeat(Math.ceil(200_000 / piece.length)));
        assert.ok(hints.linkerScripts.length <= 100);
      }
    }
  });
});
