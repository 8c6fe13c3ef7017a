"""The laboratory's probes record what happened, and drive the learner's code into its corners."""

from asyncaula.checks import expect, scenario


def observed(a_scenario, **data):
    return expect(a_scenario, **data).result


def test_jobs_record_their_lives():
    @scenario
    async def vidas(lab):
        import asyncio

        bien, mal = lab.job("bien", 2), lab.job("mal", 1, error=KeyError("x"))
        eterno = asyncio.create_task(lab.job("eterno", None)())
        await asyncio.gather(bien(), mal(), return_exceptions=True)
        eterno.cancel()
        await asyncio.wait([eterno])
        return bien.calls, mal.calls

    result = observed(vidas)
    assert result.value == (1, 1)
    assert [(j.name, j.start, j.end, j.how) for j in result.jobs.values()] == [
        ("eterno", 0, 2, "cancel"),
        ("bien", 0, 2, "end"),
        ("mal", 0, 1, "fail"),
    ]
    assert result.most_at_once == 3


def test_a_job_that_runs_twice_has_two_lives():
    @scenario
    async def dos_veces(lab):
        job = lab.job("a", 1)
        await job()
        await job()

    assert list(observed(dos_veces).jobs) == ["a", "a#2"]


def test_cancel_at_tells_how_a_cancellation_was_taken():
    @scenario
    async def cancelaciones(lab):
        import asyncio

        async def traga():
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                return "sigo"

        async def obedece():
            await asyncio.sleep(10)

        async def limpia():
            try:
                await asyncio.sleep(10)
            finally:
                await asyncio.sleep(3)

        async def sorda():
            while True:
                try:
                    await asyncio.sleep(10)
                except asyncio.CancelledError:
                    pass

        found = [await lab.cancel_at(fn, 2, grace=50) for fn in (traga, obedece, limpia, sorda)]
        found.append(await lab.cancel_at(obedece, 20))
        return [(f["state"], f.get("after")) for f in found]

    result = observed(cancelaciones)
    assert result.value == [
        ("returned", 0), ("cancelled", 0), ("cancelled", 3), ("running", 50), ("early", None),
    ]  # fmt: skip


def test_attempt_hands_an_error_over_as_data():
    @scenario
    async def intento(lab):
        async def falla():
            raise LookupError("nada")

        return (await lab.attempt(falla))["error"].message

    assert observed(intento).value == "nada"


def test_here_tells_threads_loops_and_tasks_apart():
    @scenario
    async def lugares(lab):
        import asyncio

        aqui = lab.here()
        en_hilo = await asyncio.to_thread(lab.here)
        en_tarea = await asyncio.create_task(asyncio.sleep(0, lab.here()))
        return aqui, en_hilo, en_tarea

    here, in_thread, in_task = observed(lugares).value
    assert (here["thread"], here["loop"], here["task"]) == (0, 0, "principal")
    assert (in_thread["thread"], in_thread["loop"]) == (1, None)
    assert in_task["thread"] == 0


def test_from_thread_is_noticed_only_by_what_wakes_the_loop():
    @scenario
    async def despierta(lab, con_aviso):
        import asyncio

        loop = asyncio.get_running_loop()
        future = loop.create_future()
        how = loop.call_soon_threadsafe if con_aviso else (lambda fn, *args: fn(*args))
        lab.from_thread(lambda: how(future.set_result, "hola"))
        return await future

    assert observed(despierta, con_aviso=True).value == "hola"
    assert observed(despierta, con_aviso=False).outcome == "deadlock"


def test_marks_and_extra_data_come_along():
    @scenario
    async def notas(lab):
        lab.mark("uno")
        lab.put("medida", [1, 2])
        lab.mark("dos")

    result = observed(notas)
    assert (result.marks, result.extra["medida"]) == (["uno", "dos"], [1, 2])


def test_the_laboratorys_chance_comes_from_the_runs_seed(monkeypatch):
    @scenario
    async def azar(lab):
        return lab.random.random(), lab.seed

    first = observed(azar).value
    assert observed(azar).value == first
    monkeypatch.setenv("ASYNCAULA_SEED", "99")
    other = observed(azar).value
    assert other != first
    assert other[1] not in (99, first[1])


def test_a_job_is_closed_quietly_when_it_is_thrown_away():
    @scenario
    async def cierra(lab):
        coro = lab.job("a", 5)()
        coro.send(None)
        coro.close()

    assert observed(cierra).cancelled == ["a"]


def test_calls_of_a_class_are_counted_even_if_the_run_ends_in_between():
    @scenario
    async def cola(lab):
        import asyncio

        before = asyncio.Queue.task_done
        with lab.counting(asyncio.Queue, "__init__", "task_done"), lab.counting(asyncio.Lock, "__init__"):
            queue = asyncio.Queue()
            for item in range(3):
                queue.put_nowait(item)
            queue.task_done()
            queue.task_done()
        lab.put("restored", asyncio.Queue.task_done is before)
        with lab.counting(asyncio.Queue, "join"):
            await queue.join()

    result = observed(cola)
    assert result.outcome == "deadlock"
    assert result.extra == {
        "Queue.__init__": 1,
        "Queue.task_done": 2,
        "Lock.__init__": 0,
        "restored": True,
        "Queue.join": 1,
    }
