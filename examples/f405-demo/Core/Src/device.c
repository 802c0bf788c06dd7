/*
 * The logger's description of itself, ready in .data before main, and the calibration table.
 */
#include "device.h"

static device_node_t s_third = {.value = 30, .next = 0};
static device_node_t s_second = {.value = 20, .next = &s_third};
static device_node_t s_first = {.value = 10, .next = &s_second};

device_t g_device = {
    .name = "dev0",
    .mode = DEVICE_LOGGING,
    .reg = {.word = 0x12345678u},
    .matrix = {{0, 1, 2, 3}, {10, 11, 12, 13}, {20, 21, 22, 23}, {30, 31, 32, 33}},
    .read_channel = device_read_channel,
    .head = &s_first,
    .scale = 2.718281828459045,
    .serial = 0x1122334455667788ULL,
};

int big_array[CALIBRATION_POINTS];

/* Before main, so that a session which stops at main already shows the table. */
__attribute__((constructor)) static void calibration_build(void)
{
  for (int i = 0; i < CALIBRATION_POINTS; i++)
  {
    big_array[i] = i * 3; /* @calibration */
  }
}

int device_read_channel(int channel)
{
  return big_array[channel] / 3;
}
