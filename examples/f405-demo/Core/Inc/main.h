/*
 * What main.c shares with the rest of the program and with the person at the debugger.
 * The g_..._request and g_use_... switches are there to be written from a debug session.
 */
#ifndef MAIN_H
#define MAIN_H

#include <stdint.h>

/* Passes of the main loop between two demo rounds when nobody asks for one. */
#define DEMO_PERIOD 500000u
#define RECURSION_DEPTH 50

/* Counts every pass of the main loop. */
extern volatile uint32_t g_counter;
/* Milliseconds on a board (HSI, 16 MHz); SysTick interrupts since reset everywhere. */
extern volatile uint32_t g_ticks;
/* Write 1 to run one demo round at the next pass. It starts as 1. */
extern volatile int g_demo_request;
/* Write 1..4 to provoke a fault at the next pass: see fault_kind_t. */
extern volatile int g_fault_request;
/* Write 1 to make the loop write to CCMRAM, which QEMU's board does not have. */
extern volatile int g_use_ccm;

void tick_work(void);
int add_offset(int value, int offset);
int recurse(int depth);
int recurse_bottom(int seed);
int many_locals(void);

#endif
