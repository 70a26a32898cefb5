using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Engine;

/// <summary>Hands jobs over to people: those that are to be published by hand, before anything is sent; and those that the API cannot
/// publish, where their route allows it. Never while a call of theirs is, or may be, live.</summary>
internal sealed class RouteGate(IRoutes routes, ILaneStore store, EngineClock clock, ILogger<RouteGate> log)
{
    /// <summary>Asked before a job is checked, prepared or published.</summary>
    /// <returns>Null where the API is to publish it.</returns>
    public async Task<RunEnd?> BeforeAsync(Run run, CancellationToken ct)
    {
        // A person's pause stops both ways.
        if (run.Claimed.Gate == Gate.Paused) return null;
        var job = run.Claimed.Job;
        var now = clock.Now;
        var route = await routes.FindAsync(job, now, ct);
        if (route is Route.Api || !await IsUntouchedAsync(job, verdict: null, ct)) return null;
        if (route is Route.Closed closed) return run.Ends.Closed(job, closed.Error);

        var manual = (Route.Manual)route;
        var at = manual.Card.CardAt(job.DueAt, now);
        if (at > now) return run.Ends.WaitsForCard(job, at);
        log.HandedOver(job.Id, manual.Cause);
        return run.Ends.HandedOver(new RunEnd { Job = job with { LastError = null } }, HandoverOrder.For(job, manual.Cause, manual.Why, manual.Card, now));
    }

    /// <summary>Asked at the end of a run: what becomes of it where a person can do what the API could not.</summary>
    public async Task<RunEnd> AfterAsync(Run run, RunEnd end)
    {
        if (Fallback.Of(run.Claimed, end) is not { } trouble) return end;
        try
        {
            return await AfterAsync(run, end, trouble);
        }
        catch (Exception e) when (e is not DbException)
        {
            // A bug here must not cost what the run has come to know.
            log.RunThrew(e, end.Job.Id);
            return end;
        }
    }

    private async Task<RunEnd> AfterAsync(Run run, RunEnd end, Fallback trouble)
    {
        var (job, now) = (end.Job, clock.Now);
        var route = await routes.FindAsync(job, now, CancellationToken.None);
        if (route is Route.Api { Fallbacks.Count: 0 } || !await IsUntouchedAsync(job, end.Verdict, CancellationToken.None)) return end;
        // Its window ended before the card could go out.
        if (route is Route.Manual manual && trouble.IsFinal)
        {
            log.HandedOver(job.Id, manual.Cause);
            return run.Ends.HandedOver(end, HandoverOrder.For(job, manual.Cause, manual.Why, manual.Card, now));
        }
        if (route is not Route.Api { Fallbacks: var rules, Card: var card }) return end;

        var unhealthy = rules.Any(rule => rule.On == FallbackOn.Unhealthy) && await routes.IsUnhealthyAsync(job, now, CancellationToken.None);
        if (trouble.AllowedBy(rules, unhealthy) is not { } on) return end;
        var at = card.CardAt(job.DueAt, now);
        // Known too early: it may be mended until the card's time, and is looked at then.
        if (at > now) return job.WakeAt is { } wake && wake > at ? end with { Job = job with { WakeAt = at } } : end;
        log.HandedOver(job.Id, Fallback.CauseOf(on));
        return run.Ends.HandedOver(end, HandoverOrder.For(job, Fallback.CauseOf(on), Why(on, job), card, now));
    }

    /// <summary>Every call of it that was ever begun is known to have had no effect.</summary>
    private async Task<bool> IsUntouchedAsync(Job job, IntentVerdict? verdict, CancellationToken ct)
    {
        if (verdict is { Outcome: not IntentOutcome.NotHappened }) return false;
        var parts = await store.ListPartsAsync(job.Id, ct);
        // The call that this run has made is still open in the store, and settled by its verdict.
        return parts.Count(part => part.Outcome is null) <= (verdict is null ? 0 : 1) && parts.All(part => part.Outcome is null or IntentOutcome.NotHappened);
    }

    private static string Why(FallbackOn on, Job job)
    {
        var sentence = on switch
        {
            FallbackOn.Unhealthy => "The network fails again and again on this account.",
            FallbackOn.RateLimited => "The account's posts, or the network's calls, are used up for longer than this post can wait.",
            FallbackOn.Token => "The account must be connected again, and until then nothing can be published by itself.",
            FallbackOn.NotAllowed => "The API may not publish it.",
            FallbackOn.RetriesExhausted => "It was tried as often as it may be, without success.",
            _ => "It could not be published by itself.",
        };
        return job.LastError is { } error ? $"{sentence} {error.Message}" : sentence;
    }
}
