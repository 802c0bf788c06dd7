/*
 * Log output on USART1, 115200 8N1. Transmit only, polled.
 */
#ifndef USART_H
#define USART_H

#include <stdint.h>

void MX_USART1_UART_Init(void);
void log_text(const char *text);
void log_number(uint32_t number);

#endif
