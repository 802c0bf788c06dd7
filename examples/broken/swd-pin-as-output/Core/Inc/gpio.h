#ifndef GPIO_H
#define GPIO_H

void MX_GPIO_Init(void);

#endif
