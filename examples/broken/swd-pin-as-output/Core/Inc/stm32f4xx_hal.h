/* The few lines of ST's HAL that this example needs (GPIOx_MODER, RM0090 section 8.4.1). */
#ifndef STM32F4XX_HAL_H
#define STM32F4XX_HAL_H

typedef struct {
  volatile unsigned MODER;
} GPIO_TypeDef;

typedef struct {
  unsigned Pin;
  unsigned Mode;
} GPIO_InitTypeDef;

#define GPIOA ((GPIO_TypeDef *)0x40020000u)
#define GPIO_PIN_13 (1u << 13)
#define GPIO_MODE_OUTPUT_PP 1u

void HAL_GPIO_Init(GPIO_TypeDef *port, GPIO_InitTypeDef *init);

#endif
