/*
 * USART1 as a log: polled, transmit only.
 */
#include "usart.h"

#include "stm32f405_regs.h"

void MX_USART1_UART_Init(void)
{
  RCC_APB2ENR |= RCC_APB2ENR_USART1EN;
  (void)RCC_APB2ENR;
  USART1->BRR = 139; /* 16 MHz / 115200 */
  USART1->CR1 = USART_CR1_UE | USART_CR1_TE | USART_CR1_RE;
}

static void log_char(char character)
{
  while ((USART1->SR & USART_SR_TXE) == 0u)
  {
  }
  USART1->DR = (uint8_t)character;
}

void log_text(const char *text)
{
  while (*text != '\0')
  {
    log_char(*text++);
  }
}

void log_number(uint32_t number)
{
  char digits[10];
  int count = 0;

  do
  {
    digits[count++] = (char)('0' + number % 10u);
    number /= 10u;
  } while (number != 0u);
  while (count > 0)
  {
    log_char(digits[--count]);
  }
}
