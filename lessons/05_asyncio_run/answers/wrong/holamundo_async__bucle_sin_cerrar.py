# E503: a loop of its own, never closed
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    bucle = asyncio.new_event_loop()
    bucle.run_until_complete(main())
