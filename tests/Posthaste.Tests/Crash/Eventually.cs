namespace Posthaste.Tests.Crash;

/// <summary>Asks another process until it says yes, within a bound. Only for what happens outside this process, where there is
/// no signal to wait for.</summary>
internal static class Eventually
{
    /// <summary>Far above what it takes, as the machine may be busy with other things.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    public static async Task TrueAsync(Func<Task<bool>> ask, string what, Func<string> otherwise)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var begun = TimeProvider.System.GetTimestamp();
        while (!await ask())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Bound) Assert.Fail($"It took too long until {what}.\n{otherwise()}");
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whether a server answers, and that it is well.</summary>
    public static async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
