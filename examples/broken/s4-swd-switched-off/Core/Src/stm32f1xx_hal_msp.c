#include "stm32f1xx_hal.h"

/* As CubeMX generates it with SYS, Debug: No Debug. */
void HAL_MspInit(void)
{
  /** DISABLE: JTAG-DP Disabled and SW-DP Disabled
  */
  __HAL_AFIO_REMAP_SWJ_DISABLE();
}
