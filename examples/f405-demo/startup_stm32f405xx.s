/*
 * Startup code of the STM32F405xx: vector table, Reset_Handler and the default handlers.
 * It sets up the stack pointer itself, so that a debugger may start it by the program counter alone.
 */

  .syntax unified
  .cpu cortex-m4
  .fpu fpv4-sp-d16
  .thumb

.global g_pfnVectors
.global Default_Handler

/*
 * Entered at reset: copies .data from FLASH, clears .bss, then calls SystemInit, the static constructors and main.
 */
  .section .text.Reset_Handler
  .weak Reset_Handler
  .type Reset_Handler, %function
Reset_Handler:
  ldr   sp, =_estack

/* Copy the data segment initializers from FLASH to RAM */
  ldr   r0, =_sdata
  ldr   r1, =_edata
  ldr   r2, =_sidata
  movs  r3, #0
  b     LoopCopyDataInit

CopyDataInit:
  ldr   r4, [r2, r3]
  str   r4, [r0, r3]
  adds  r3, r3, #4

LoopCopyDataInit:
  adds  r4, r0, r3
  cmp   r4, r1
  bcc   CopyDataInit

/* Zero fill the bss segment */
  ldr   r2, =_sbss
  ldr   r4, =_ebss
  movs  r3, #0
  b     LoopFillZerobss

FillZerobss:
  str   r3, [r2]
  adds  r2, r2, #4

LoopFillZerobss:
  cmp   r2, r4
  bcc   FillZerobss

  bl    SystemInit
  bl    __libc_init_array
  bl    main

/* main does not return; if it does, stay here */
LoopForever:
  b     LoopForever
  .size Reset_Handler, .-Reset_Handler

/*
 * An interrupt nobody handles ends here and keeps the state of the core for the debugger.
 */
  .section .text.Default_Handler, "ax", %progbits
  .type Default_Handler, %function
Default_Handler:
Infinite_Loop:
  b     Infinite_Loop
  .size Default_Handler, .-Default_Handler

/*
 * Vector table, in the order RM0090 gives for the STM32F405xx/07xx; the zeros are interrupts the F405 does not have.
 */
  .section .isr_vector, "a", %progbits
  .type g_pfnVectors, %object
g_pfnVectors:
  .word _estack
  .word Reset_Handler
  .word NMI_Handler
  .word HardFault_Handler
  .word MemManage_Handler
  .word BusFault_Handler
  .word UsageFault_Handler
  .word 0
  .word 0
  .word 0
  .word 0
  .word SVC_Handler
  .word DebugMon_Handler
  .word 0
  .word PendSV_Handler
  .word SysTick_Handler

  /* External interrupts */
  .word WWDG_IRQHandler                 /* 0 */
  .word PVD_IRQHandler                  /* 1 */
  .word TAMP_STAMP_IRQHandler           /* 2 */
  .word RTC_WKUP_IRQHandler             /* 3 */
  .word FLASH_IRQHandler                /* 4 */
  .word RCC_IRQHandler                  /* 5 */
  .word EXTI0_IRQHandler                /* 6 */
  .word EXTI1_IRQHandler                /* 7 */
  .word EXTI2_IRQHandler                /* 8 */
  .word EXTI3_IRQHandler                /* 9 */
  .word EXTI4_IRQHandler                /* 10 */
  .word DMA1_Stream0_IRQHandler         /* 11 */
  .word DMA1_Stream1_IRQHandler         /* 12 */
  .word DMA1_Stream2_IRQHandler         /* 13 */
  .word DMA1_Stream3_IRQHandler         /* 14 */
  .word DMA1_Stream4_IRQHandler         /* 15 */
  .word DMA1_Stream5_IRQHandler         /* 16 */
  .word DMA1_Stream6_IRQHandler         /* 17 */
  .word ADC_IRQHandler                  /* 18 */
  .word CAN1_TX_IRQHandler              /* 19 */
  .word CAN1_RX0_IRQHandler             /* 20 */
  .word CAN1_RX1_IRQHandler             /* 21 */
  .word CAN1_SCE_IRQHandler             /* 22 */
  .word EXTI9_5_IRQHandler              /* 23 */
  .word TIM1_BRK_TIM9_IRQHandler        /* 24 */
  .word TIM1_UP_TIM10_IRQHandler        /* 25 */
  .word TIM1_TRG_COM_TIM11_IRQHandler   /* 26 */
  .word TIM1_CC_IRQHandler              /* 27 */
  .word TIM2_IRQHandler                 /* 28 */
  .word TIM3_IRQHandler                 /* 29 */
  .word TIM4_IRQHandler                 /* 30 */
  .word I2C1_EV_IRQHandler              /* 31 */
  .word I2C1_ER_IRQHandler              /* 32 */
  .word I2C2_EV_IRQHandler              /* 33 */
  .word I2C2_ER_IRQHandler              /* 34 */
  .word SPI1_IRQHandler                 /* 35 */
  .word SPI2_IRQHandler                 /* 36 */
  .word USART1_IRQHandler               /* 37 */
  .word USART2_IRQHandler               /* 38 */
  .word USART3_IRQHandler               /* 39 */
  .word EXTI15_10_IRQHandler            /* 40 */
  .word RTC_Alarm_IRQHandler            /* 41 */
  .word OTG_FS_WKUP_IRQHandler          /* 42 */
  .word TIM8_BRK_TIM12_IRQHandler       /* 43 */
  .word TIM8_UP_TIM13_IRQHandler        /* 44 */
  .word TIM8_TRG_COM_TIM14_IRQHandler   /* 45 */
  .word TIM8_CC_IRQHandler              /* 46 */
  .word DMA1_Stream7_IRQHandler         /* 47 */
  .word FSMC_IRQHandler                 /* 48 */
  .word SDIO_IRQHandler                 /* 49 */
  .word TIM5_IRQHandler                 /* 50 */
  .word SPI3_IRQHandler                 /* 51 */
  .word UART4_IRQHandler                /* 52 */
  .word UART5_IRQHandler                /* 53 */
  .word TIM6_DAC_IRQHandler             /* 54 */
  .word TIM7_IRQHandler                 /* 55 */
  .word DMA2_Stream0_IRQHandler         /* 56 */
  .word DMA2_Stream1_IRQHandler         /* 57 */
  .word DMA2_Stream2_IRQHandler         /* 58 */
  .word DMA2_Stream3_IRQHandler         /* 59 */
  .word DMA2_Stream4_IRQHandler         /* 60 */
  .word 0                               /* 61 */
  .word 0                               /* 62 */
  .word CAN2_TX_IRQHandler              /* 63 */
  .word CAN2_RX0_IRQHandler             /* 64 */
  .word CAN2_RX1_IRQHandler             /* 65 */
  .word CAN2_SCE_IRQHandler             /* 66 */
  .word OTG_FS_IRQHandler               /* 67 */
  .word DMA2_Stream5_IRQHandler         /* 68 */
  .word DMA2_Stream6_IRQHandler         /* 69 */
  .word DMA2_Stream7_IRQHandler         /* 70 */
  .word USART6_IRQHandler               /* 71 */
  .word I2C3_EV_IRQHandler              /* 72 */
  .word I2C3_ER_IRQHandler              /* 73 */
  .word OTG_HS_EP1_OUT_IRQHandler       /* 74 */
  .word OTG_HS_EP1_IN_IRQHandler        /* 75 */
  .word OTG_HS_WKUP_IRQHandler          /* 76 */
  .word OTG_HS_IRQHandler               /* 77 */
  .word 0                               /* 78 */
  .word 0                               /* 79 */
  .word HASH_RNG_IRQHandler             /* 80 */
  .word FPU_IRQHandler                  /* 81 */
  .size g_pfnVectors, .-g_pfnVectors

/*
 * Every handler is a weak alias of Default_Handler; a function of the same name overrides it.
 */
  .macro default_handler name
  .weak \name
  .thumb_set \name, Default_Handler
  .endm

  default_handler NMI_Handler
  default_handler HardFault_Handler
  default_handler MemManage_Handler
  default_handler BusFault_Handler
  default_handler UsageFault_Handler
  default_handler SVC_Handler
  default_handler DebugMon_Handler
  default_handler PendSV_Handler
  default_handler SysTick_Handler
  default_handler WWDG_IRQHandler
  default_handler PVD_IRQHandler
  default_handler TAMP_STAMP_IRQHandler
  default_handler RTC_WKUP_IRQHandler
  default_handler FLASH_IRQHandler
  default_handler RCC_IRQHandler
  default_handler EXTI0_IRQHandler
  default_handler EXTI1_IRQHandler
  default_handler EXTI2_IRQHandler
  default_handler EXTI3_IRQHandler
  default_handler EXTI4_IRQHandler
  default_handler DMA1_Stream0_IRQHandler
  default_handler DMA1_Stream1_IRQHandler
  default_handler DMA1_Stream2_IRQHandler
  default_handler DMA1_Stream3_IRQHandler
  default_handler DMA1_Stream4_IRQHandler
  default_handler DMA1_Stream5_IRQHandler
  default_handler DMA1_Stream6_IRQHandler
  default_handler ADC_IRQHandler
  default_handler CAN1_TX_IRQHandler
  default_handler CAN1_RX0_IRQHandler
  default_handler CAN1_RX1_IRQHandler
  default_handler CAN1_SCE_IRQHandler
  default_handler EXTI9_5_IRQHandler
  default_handler TIM1_BRK_TIM9_IRQHandler
  default_handler TIM1_UP_TIM10_IRQHandler
  default_handler TIM1_TRG_COM_TIM11_IRQHandler
  default_handler TIM1_CC_IRQHandler
  default_handler TIM2_IRQHandler
  default_handler TIM3_IRQHandler
  default_handler TIM4_IRQHandler
  default_handler I2C1_EV_IRQHandler
  default_handler I2C1_ER_IRQHandler
  default_handler I2C2_EV_IRQHandler
  default_handler I2C2_ER_IRQHandler
  default_handler SPI1_IRQHandler
  default_handler SPI2_IRQHandler
  default_handler USART1_IRQHandler
  default_handler USART2_IRQHandler
  default_handler USART3_IRQHandler
  default_handler EXTI15_10_IRQHandler
  default_handler RTC_Alarm_IRQHandler
  default_handler OTG_FS_WKUP_IRQHandler
  default_handler TIM8_BRK_TIM12_IRQHandler
  default_handler TIM8_UP_TIM13_IRQHandler
  default_handler TIM8_TRG_COM_TIM14_IRQHandler
  default_handler TIM8_CC_IRQHandler
  default_handler DMA1_Stream7_IRQHandler
  default_handler FSMC_IRQHandler
  default_handler SDIO_IRQHandler
  default_handler TIM5_IRQHandler
  default_handler SPI3_IRQHandler
  default_handler UART4_IRQHandler
  default_handler UART5_IRQHandler
  default_handler TIM6_DAC_IRQHandler
  default_handler TIM7_IRQHandler
  default_handler DMA2_Stream0_IRQHandler
  default_handler DMA2_Stream1_IRQHandler
  default_handler DMA2_Stream2_IRQHandler
  default_handler DMA2_Stream3_IRQHandler
  default_handler DMA2_Stream4_IRQHandler
  default_handler CAN2_TX_IRQHandler
  default_handler CAN2_RX0_IRQHandler
  default_handler CAN2_RX1_IRQHandler
  default_handler CAN2_SCE_IRQHandler
  default_handler OTG_FS_IRQHandler
  default_handler DMA2_Stream5_IRQHandler
  default_handler DMA2_Stream6_IRQHandler
  default_handler DMA2_Stream7_IRQHandler
  default_handler USART6_IRQHandler
  default_handler I2C3_EV_IRQHandler
  default_handler I2C3_ER_IRQHandler
  default_handler OTG_HS_EP1_OUT_IRQHandler
  default_handler OTG_HS_EP1_IN_IRQHandler
  default_handler OTG_HS_WKUP_IRQHandler
  default_handler OTG_HS_IRQHandler
  default_handler HASH_RNG_IRQHandler
  default_handler FPU_IRQHandler
