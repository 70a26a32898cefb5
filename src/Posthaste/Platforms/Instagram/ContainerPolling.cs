namespace Posthaste.Platforms.Instagram;

/// <summary>When to look at a container again (R-PUB-5). The first look follows its creation at once.</summary>
internal static class ContainerPolling
{
    private static readonly int[] PatientSeconds = [3, 5, 10, 20, 30];

    /// <param name="options">Which preset, and what follows it.</param>
    /// <param name="polls">Looks taken so far that found it unfinished, this one included; above zero.</param>
    public static TimeSpan DelayAfter(InstagramOptions options, int polls) => options.PollPreset switch
    {
        PollPreset.Patient when polls <= PatientSeconds.Length => TimeSpan.FromSeconds(PatientSeconds[polls - 1]),
        PollPreset.Eager when polls <= 40 => TimeSpan.FromSeconds(3),
        _ => options.PollEvery,
    };
}
