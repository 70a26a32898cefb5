using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>Asks what an account allows at this moment.</summary>
internal sealed class CreatorCall(TikTokApi api, CallPace pace, TikTokOptions options, TimeProvider time)
{
    /// <returns>What it allows; else why that is not known.</returns>
    public async Task<(CreatorInfo? Creator, StepResult? Failure, CallTrace Trace)> RunAsync(PlatformAccount account, string? checkpoint, CancellationToken ct)
    {
        if (pace.Take(account, PacedCall.Creator) is { } free) return (null, new StepResult.Wait(free, checkpoint), CallTrace.None);
        var answer = await api.PostAsync(account, PacedCall.Creator.Path, [], ct);
        return answer is TikTokAnswer.Done done
            ? (CreatorInfo.Read(done.Data), null, answer.Trace)
            : (null, StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow()), answer.Trace);
    }
}
