namespace Posthaste.Sandbox.Faults;

/// <summary>Something that goes wrong with calls to a messenger, Telegram's bots or Discord's webhooks, on order of the control API.</summary>
internal sealed record MessengerFault
{
    public const string Any = "any";

    /// <summary>Longer than any client waits.</summary>
    private static readonly TimeSpan _hang = TimeSpan.FromMinutes(10);

    public static readonly IReadOnlyList<string> Kinds = ["error", "rate_limited", "reset", "hang", "accept_then_error", "accept_then_reset", "accept_then_hang"];

    public int Id { get; init; }

    public string? Kind { get; init; }

    /// <summary>A method of the Bot API, or one of Discord's steps; in any letter case.</summary>
    public string Method { get; init; } = Any;

    /// <summary>HTTP status of the kinds that answer an error.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Seconds that <c>rate_limited</c> asks for.</summary>
    public double RetryAfter { get; init; } = 5;

    /// <summary>Calls that are let through first.</summary>
    public int Skip { get; init; }

    /// <summary>Calls it still hits; 0 for no end.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Calls it has hit.</summary>
    public int Hits { get; init; }

    /// <summary>The call has had its effect by then.</summary>
    public bool IsAfter => Kind?.StartsWith("accept_then_", StringComparison.Ordinal) == true;

    /// <summary>How the answer gets lost on its way; null where one is given.</summary>
    public Fault? OnTheWire() => Kind switch
    {
        "reset" or "accept_then_reset" => Wire(FaultKind.Reset, TimeSpan.Zero),
        "hang" or "accept_then_hang" => Wire(FaultKind.Hang, _hang),
        _ => null,
    };

    public string? Problem() =>
        !Kinds.Contains(Kind) ? $"kind must be one of {string.Join(", ", Kinds)}."
        : Status is not (>= 400 and <= 599) ? "status must be between 400 and 599."
        : RetryAfter is not (>= 0 and <= 86_400) ? "retryAfter must be between 0 and a day of seconds."
        : Times < 0 || Skip < 0 ? "times must be 0, for no end, or above, and skip not negative."
        : null;

    private Fault Wire(FaultKind kind, TimeSpan delay) => new()
    {
        Id = Id,
        Name = Kind!,
        Kind = kind,
        Step = Method,
        When = IsAfter ? FaultWhen.After : FaultWhen.Before,
        Delay = delay,
    };
}

/// <summary>The faults ordered for one messenger, oldest first; the first that fits a call strikes it.</summary>
internal sealed class MessengerFaults
{
    private readonly List<MessengerFault> _faults = [];
    private int _lastId;

    public IReadOnlyList<MessengerFault> All => _faults;

    public MessengerFault Add(MessengerFault fault)
    {
        var added = fault with { Id = ++_lastId, Hits = 0 };
        _faults.Add(added);
        return added;
    }

    public void Clear() => _faults.Clear();

    /// <summary>The fault for this call, used up by one; a used-up one is gone.</summary>
    public MessengerFault? Take(string method, bool isAfter)
    {
        for (var i = 0; i < _faults.Count; i++)
        {
            var fault = _faults[i];
            if (fault.IsAfter != isAfter || (fault.Method != MessengerFault.Any && !string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))) continue;
            if (fault.Skip > 0)
            {
                _faults[i] = fault with { Skip = fault.Skip - 1 };
                continue;
            }
            if (fault.Times == 1) _faults.RemoveAt(i);
            else _faults[i] = fault with { Times = Math.Max(0, fault.Times - 1), Hits = fault.Hits + 1 };
            return fault;
        }
        return null;
    }
}
