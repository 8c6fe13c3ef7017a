# E503: closes the loop, but neither cancels nor shuts anything down
import asyncio


async def main():
    print("Despierta, mundo.")
    await asyncio.sleep(0.5)
    print("Hola desde el bucle de eventos.")


if __name__ == "__main__":
    bucle = asyncio.new_event_loop()
    try:
        bucle.run_until_complete(main())
    finally:
        bucle.close()
