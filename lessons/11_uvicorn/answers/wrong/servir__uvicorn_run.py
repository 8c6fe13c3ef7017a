# E1101: uvicorn.run inside the running loop
async def servir(app, uso):
    uvicorn.run(app, host="127.0.0.1", port=0, log_level="warning")
    return await uso("http://127.0.0.1:8000")
