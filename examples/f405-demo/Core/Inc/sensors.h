/*
 * The sensor table: 1000 channels with their limits, state and filter.
 */
#ifndef SENSORS_H
#define SENSORS_H

#include <stdint.h>

#define SENSOR_COUNT 1000

typedef enum
{
  SENSOR_OFF,
  SENSOR_OK,
  SENSOR_WARN,
  SENSOR_FAIL
} sensor_state_t;

typedef struct
{
  int16_t low;
  int16_t high;
  uint32_t period_ms;
} sensor_limits_t;

typedef struct
{
  int16_t x;
  int16_t y;
} point_t;

typedef struct
{
  uint32_t id;
  sensor_state_t state;
  struct
  {
    uint32_t enabled : 1;
    uint32_t channel : 4;
    uint32_t gain : 3;
    uint32_t error_count : 8;
    int32_t offset : 6;
    uint32_t reserved : 10;
  } flags;
  float value;
  float filtered;
  sensor_limits_t limits;
  uint32_t last_pass;
  uint8_t raw[4];
  point_t position;
} sensor_t;

_Static_assert(sizeof(sensor_t) == 40, "the table has to fit into 40 KB");

extern sensor_t sensors[SENSOR_COUNT];
/* Sum of the filtered values after the last round. */
extern float g_sensor_sum;

void sensors_init(void);
void process_sensors(void);

#endif
