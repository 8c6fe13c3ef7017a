# E502: asks for a loop that is not there
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    bucle = asyncio.get_event_loop()
    bucle.run_until_complete(main())
    bucle.close()
