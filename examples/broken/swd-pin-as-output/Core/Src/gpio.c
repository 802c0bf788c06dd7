#include "gpio.h"
#include "stm32f4xx_hal.h"

void MX_GPIO_Init(void)
{
  GPIO_InitTypeDef GPIO_InitStruct = {0};

  /*Configure GPIO pin : LED_Pin */
  GPIO_InitStruct.Pin = GPIO_PIN_13;
  GPIO_InitStruct.Mode = GPIO_MODE_OUTPUT_PP;
  HAL_GPIO_Init(GPIOA, &GPIO_InitStruct);
}

void HAL_GPIO_Init(GPIO_TypeDef *port, GPIO_InitTypeDef *init)
{
  for (unsigned pin = 0; pin < 16; pin++) {
    if ((init->Pin >> pin & 1u) != 0)
      port->MODER = (port->MODER & ~(3u << 2 * pin)) | init->Mode << 2 * pin;
  }
}
