namespace ControlPlane.TestKit.Processes;

/// <summary>Waits until something that other processes bring about is true. The only polling in the tests: there is no signal to wait for.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the answer is not null.</summary>
    /// <exception cref="TimeoutException">The limit passed; the message says what was awaited.</exception>
    public static async Task<T> GetAsync<T>(string awaited, Func<Task<T?>> ask, TimeSpan limit)
        where T : class
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        Exception? last = null;
        while (clock.GetElapsedTime(start) < limit)
        {
            try
            {
                if (await ask().ConfigureAwait(false) is { } answer)
                    return answer;
            }
            catch (HttpRequestException e)
            {
                last = e;
            }

            await Task.Delay(Pause, clock).ConfigureAwait(false);
        }

        throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {awaited}. {last?.Message}");
    }

    /// <summary>Asks again and again until the answer is yes.</summary>
    public static Task BeTrueAsync(string awaited, Func<Task<bool>> ask, TimeSpan limit) =>
        GetAsync(awaited, async () => await ask().ConfigureAwait(false) ? "yes" : null, limit);
}
