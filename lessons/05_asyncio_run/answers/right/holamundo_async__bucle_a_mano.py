#: the loop by hand, with all that asyncio.run does
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.create_task(asyncio.sleep(0.5))
    print("Hola desde el bucle de eventos.")


def ejecuta(corrutina):
    bucle = asyncio.new_event_loop()
    try:
        asyncio.set_event_loop(bucle)
        bucle.run_until_complete(corrutina)
    finally:
        pendientes = asyncio.all_tasks(bucle)
        for tarea in pendientes:
            tarea.cancel()
        bucle.run_until_complete(asyncio.gather(*pendientes, return_exceptions=True))
        bucle.run_until_complete(bucle.shutdown_asyncgens())
        bucle.run_until_complete(bucle.shutdown_default_executor())
        asyncio.set_event_loop(None)
        bucle.close()


if __name__ == "__main__":
    ejecuta(main())
