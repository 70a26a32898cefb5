using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Ledger;

/// <summary>Every call about tokens, whatever the callers were told: how often a token was really refreshed. Lines are added and
/// completed, never removed.</summary>
internal sealed class OAuthLedger
{
    private readonly List<LedgerOAuthCall> _calls = [];

    public IReadOnlyList<LedgerOAuthCall> Calls => _calls;

    /// <summary>Grows by one with each token given out and each revocation.</summary>
    public int Effects { get; private set; }

    public static bool Keeps(string step) =>
        step is Steps.Code or Steps.Exchange or Steps.Refresh or Steps.Debug or Steps.Permissions or Steps.Revoke;

    public void TookEffect() => Effects++;

    /// <returns>The line of a call, to be completed.</returns>
    public LedgerLine Arrive(LedgerOAuthCall call)
    {
        var index = _calls.Count;
        _calls.Add(call with { Seq = index + 1 });
        return new LedgerLine(outcome => _calls[index] = _calls[index] with
        {
            Accepted = outcome.Accepted,
            Answer = outcome.Answer,
            Status = outcome.Status,
            Code = outcome.Code,
            Subcode = outcome.Subcode,
            NewToken = outcome.Accepted ? outcome.ResultId : null,
            FaultId = outcome.FaultId,
        });
    }
}

/// <summary>A call about tokens.</summary>
internal sealed record LedgerOAuthCall
{
    public int Seq { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>A word of <see cref="Steps"/>.</summary>
    public required string Step { get; init; }

    /// <summary>The app that called; null where the call does not say.</summary>
    public required string? ClientId { get; init; }

    public required string? AccountId { get; init; }

    /// <summary>The token that was to be exchanged, refreshed, looked at or revoked; null for a code.</summary>
    public required string? Token { get; init; }

    /// <summary>True when this very call gave out a token or revoked one.</summary>
    public bool Accepted { get; init; }

    public LedgerAnswer Answer { get; init; } = LedgerAnswer.Pending;

    /// <inheritdoc cref="LedgerCall.Status"/>
    public int? Status { get; init; }

    public int? Code { get; init; }

    public int? Subcode { get; init; }

    /// <summary>The token given out, even if its caller never heard of it.</summary>
    public string? NewToken { get; init; }

    /// <inheritdoc cref="LedgerCall.FaultId"/>
    public int? FaultId { get; init; }
}
