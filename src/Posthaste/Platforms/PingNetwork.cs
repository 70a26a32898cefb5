namespace Posthaste.Platforms;

/// <summary>Asks a network for an address that anybody may read, to see whether it can be reached at all.</summary>
internal sealed class PingNetwork(PlatformHttp http)
{
    /// <summary>A network that takes longer than this for nothing is in no state to publish.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null where it answered, also with a refusal; else why not, as a snake_case word.</returns>
    public async Task<string?> RunAsync(Uri address, bool isGuarded, CancellationToken ct) =>
        await http.SendAsync(new PlatformRequest { Method = HttpMethod.Get, Address = address, IsGuarded = isGuarded, IsPing = true, Timeout = Patience }, ct) switch
        {
            HttpAnswer.Answered { Status: >= 500 and var status } => $"status_{status}",
            HttpAnswer.NotSent notSent => notSent.Reason,
            // Whatever it was that was too much to read: somebody is there.
            HttpAnswer.Lost { Reason: not "answer_too_large" } lost => lost.Reason,
            _ => null,
        };
}
