/*
 * Sensor logger, the program to press F5 on: start-up, main loop, and functions worth stepping through.
 * Comments of the form "@name" mark lines for breakpoints; each name occurs once in the project.
 */
#include "main.h"

#include <stdbool.h>

#include "device.h"
#include "faults.h"
#include "gpio.h"
#include "sensors.h"
#include "stm32f405_regs.h"
#include "tim.h"
#include "usart.h"

volatile uint32_t g_counter;
volatile uint32_t g_ticks;
volatile int g_demo_request = 1;
volatile int g_fault_request;
volatile int g_use_ccm;

int g_offset_sum;
int g_recursion_result;
int g_locals_result;
uint32_t g_half;
uint32_t g_parity;

/* NOLOAD: holds nothing before the first write. */
__attribute__((section(".ccmram"))) uint32_t g_ccm_log[64];

/* sensors.c has a static of the same name on purpose: a debugger must keep them apart. */
static uint32_t s_calls = 100;
static const char s_banner[] = "f405-demo: hello from USART1\r\n";

static void SystemClock_Config(void);
static void report(void);

int main(void)
{
  SystemClock_Config(); /* @main-first */
  MX_GPIO_Init();
  MX_TIM3_Init();
  MX_USART1_UART_Init();
  faults_enable();
  sensors_init();     /* @main-init */
  log_text(s_banner); /* @hello */

  while (1)
  {
    tick_work();                                  /* @loop */
    g_offset_sum = add_offset((int)g_counter, 7); /* @call */
    g_half = g_counter / 2u;                      /* @step-over */
    g_parity = g_counter & 1u;                    /* @step-over-next */

    if (g_demo_request != 0 || (g_counter % DEMO_PERIOD) == 0u) /* @demo */
    {
      g_demo_request = 0;
      g_recursion_result = recurse(RECURSION_DEPTH); /* @call-recurse */
      g_locals_result = many_locals();               /* @call-locals */
      process_sensors();                             /* @call-sensors */
      report();
    }
    if (g_use_ccm != 0)
    {
      g_ccm_log[g_counter % 64u] = g_counter; /* @ccm */
    }
    if (g_fault_request != 0)
    {
      trigger_fault(g_fault_request); /* @fault */
    }
  }
}

void tick_work(void)
{
  uint32_t next = g_counter + 1u;
  g_counter = next; /* @work */
  status_led_set(next % STATUS_LED_FULL);
}

int add_offset(int value, int offset)
{
  int sum = value + offset; /* @call-body */
  return sum;               /* @call-return */
}

/* Returns 2 + 4 + ... + 2 * depth, plus what the bottom adds. */
int recurse(int depth)
{
  int share = depth * 2; /* @recurse */
  if (depth == 0)
  {
    return recurse_bottom(share);
  }
  return recurse(depth - 1) + share;
}

/* Called from recurse(0): with recurse(50) there are 53 frames here, main included. */
int recurse_bottom(int seed)
{
  int answer = seed + 42;
  return answer; /* @bottom */
}

/* Seventeen locals of as many kinds as a variables view has to show. */
int many_locals(void)
{
  int8_t tiny = -8;
  uint8_t octet = 200;
  int16_t word16 = -1600;
  uint16_t port = 50000;
  int32_t balance = -320000;
  uint32_t mask = 0xDEADBEEFu;
  int64_t wide = -6400000000LL;
  uint64_t serial = 0x0123456789ABCDEFULL;
  float ratio = 1.5f;
  double pi = 3.141592653589793;
  bool ready = true;
  char letter = 'S';
  sensor_state_t state = SENSOR_WARN;
  sensor_t *first = &sensors[0];
  point_t origin = {.x = 3, .y = -4};
  int table[4] = {10, 20, 30, 40};
  char label[16] = "seventeen";

  s_calls++; /* @locals */
  (void)pi;
  return tiny + octet + word16 + port + balance + (int)(mask >> 31) + (int)(wide >> 60) +
         (int)(serial >> 56) + (int)ratio + ready + letter + state + (int)first->id + origin.x +
         origin.y + table[3] + label[0];
}

/* The core stays on the 16 MHz HSI it has after reset; only the 1 ms tick is set up. */
static void SystemClock_Config(void)
{
  SysTick->LOAD = 16000u - 1u;
  SysTick->VAL = 0;
  SysTick->CTRL = SysTick_CTRL_CLKSOURCE | SysTick_CTRL_TICKINT | SysTick_CTRL_ENABLE;
}

static void report(void)
{
  log_text("round ");
  log_number(s_calls);
  log_text(": pass ");
  log_number(g_counter);
  log_text(", recursion ");
  log_number((uint32_t)g_recursion_result);
  log_text("\r\n");
}
