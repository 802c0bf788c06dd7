/*
 * Faults on demand, and the record the fault handlers leave behind.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include <stdint.h>

typedef enum
{
  FAULT_NONE,
  FAULT_UNDEFINED,      /* 1: undefined instruction, UsageFault UNDEFINSTR */
  FAULT_DIVIDE_BY_ZERO, /* 2: UsageFault DIVBYZERO */
  FAULT_UNMAPPED_READ,  /* 3: read of 0x60000000, precise BusFault */
  FAULT_CALL_DATA       /* 4: call through a pointer to data, UsageFault INVSTATE */
} fault_kind_t;

typedef struct
{
  const char *handler;
  uint32_t cfsr;
  uint32_t hfsr;
  uint32_t mmfar;
  uint32_t bfar;
} fault_record_t;

extern fault_record_t g_fault_record;

void faults_enable(void);
void trigger_fault(int kind);
void fault_capture(const char *handler);
void Fault_Loop(void);

#endif
