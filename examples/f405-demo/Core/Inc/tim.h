/*
 * TIM3 dims the status LED on PA6.
 */
#ifndef TIM_H
#define TIM_H

#include <stdint.h>

#define STATUS_LED_FULL 1000u

void MX_TIM3_Init(void);
/* level: 0 (dark) to STATUS_LED_FULL. */
void status_led_set(uint32_t level);

#endif
