/* The two lines of ST's HAL that this example is about (AFIO_MAPR.SWJ_CFG, RM0041 section 7.4.2). */
#ifndef STM32F1XX_HAL_H
#define STM32F1XX_HAL_H

#define AFIO_MAPR (*(volatile unsigned *)0x40010004u)
#define AFIO_MAPR_SWJ_CFG (7u << 24)

/* JTAG and SWD off: the debug port is dead until the next reset. */
#define __HAL_AFIO_REMAP_SWJ_DISABLE() (AFIO_MAPR = (AFIO_MAPR & ~AFIO_MAPR_SWJ_CFG) | (4u << 24))
/* JTAG off, SWD on: what CubeMX generates for "Serial Wire". */
#define __HAL_AFIO_REMAP_SWJ_NOJTAG() (AFIO_MAPR = (AFIO_MAPR & ~AFIO_MAPR_SWJ_CFG) | (2u << 24))

#endif
