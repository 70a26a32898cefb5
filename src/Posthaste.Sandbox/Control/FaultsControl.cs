using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/faults</c>.</summary>
internal static class FaultsControl
{
    /// <summary>How long a hang lasts when its order does not say: longer than any client waits.</summary>
    private static readonly TimeSpan _hang = TimeSpan.FromMinutes(10);

    public static void MapFaults(this IEndpointRouteBuilder api, SandboxState state)
    {
        api.MapGet("/faults", () => ControlJson.Ok(new { items = state.Run(world => world.Faults.All.Select(Show).ToList()) }));
        api.MapPost("/faults", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapDelete("/faults/{id:int}", (int id) => state.Run(world => world.Faults.Remove(id))
            ? Results.NoContent()
            : ControlJson.NotFound($"There is no fault {id}."));
        api.MapDelete("/faults", () =>
        {
            state.Run(world => world.Faults.Clear());
            return Results.NoContent();
        });
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new FaultOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        return state.Run(world =>
        {
            var (make, wrong) = Make(world, order);
            return make is null ? ControlJson.Bad(wrong!) : ControlJson.Created(Show(world.Faults.Add(make)));
        });
    }

    private static (Func<int, Fault>? Make, string? Problem) Make(World world, FaultOrder order)
    {
        var preset = FaultPreset.Find(order.Kind);
        if (preset is null) return (null, $"kind must be one of {string.Join(", ", FaultPreset.Names)}.");
        var step = order.Step ?? preset.Step;
        if (!Steps.All.Contains(step)) return (null, $"step must be one of {string.Join(", ", Steps.All)}.");
        if (preset.Kind is FaultKind.Interrupt && step != Steps.Upload) return (null, "kind upload_interrupted is for the step upload only.");
        if (order.Times < 0) return (null, "times must be 0, for no end, or above.");
        if (order.Probability is not (> 0 and <= 1)) return (null, "probability must be above 0 and no more than 1.");
        if (order.DelaySeconds is < 0 or > 86_400) return (null, "delaySeconds must be between 0 and a day.");
        if (order.Account is not null && AccountId(world, order.Account) is null) return (null, $"There is no account '{order.Account}'.");

        var error = preset.Error ?? (preset.Kind is FaultKind.Error ? order.ToError() : null);
        if (preset.Kind is FaultKind.Error && error is null) return (null, "kind error needs a code and a status between 400 and 599.");
        if (order.HasError && (preset.Error is not null || preset.Kind is not FaultKind.Error))
            return (null, $"kind {order.Kind} takes no error; use kind error to set one.");
        var delay = order.DelaySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : preset.Kind is FaultKind.Hang ? _hang : TimeSpan.Zero;
        return (id => new Fault
        {
            Id = id,
            Name = order.Kind!,
            Kind = preset.Kind,
            Step = step,
            When = preset.Kind is FaultKind.Interrupt ? preset.When : order.When ?? preset.When,
            AccountId = order.Account is null ? null : AccountId(world, order.Account),
            Remaining = order.Times == 0 ? null : order.Times,
            Probability = order.Probability,
            Delay = delay,
            Error = error,
        }, null);
    }

    private static string? AccountId(World world, string key) => world.AccountByIdOrName(key)?.Id ?? world.TikTok.Users.GetValueOrDefault(key)?.OpenId ?? world.Bluesky.ByName(key)?.Did
        ?? world.Mastodon.Users.GetValueOrDefault(key)?.Id ?? world.Facebook.Pages.GetValueOrDefault(key)?.Id;

    private static object Show(Fault fault) => new
    {
        fault.Id,
        kind = fault.Name,
        effect = fault.Kind,
        fault.Step,
        fault.When,
        account = fault.AccountId,
        fault.Remaining,
        fault.Hits,
        fault.Probability,
        delaySeconds = fault.Delay.TotalSeconds,
        error = fault.Error is not { } error ? null : new { error.Status, error.Code, error.Subcode, error.Message, error.UserTitle, userMessage = error.UserMessage },
    };

    /// <summary>The body of an order.</summary>
    private sealed record FaultOrder
    {
        public string? Kind { get; init; }

        public string? Step { get; init; }

        public FaultWhen? When { get; init; }

        public string? Account { get; init; }

        /// <summary>0 for no end.</summary>
        public int Times { get; init; } = 1;

        public double Probability { get; init; } = 1;

        public double? DelaySeconds { get; init; }

        public int? Status { get; init; }

        public int? Code { get; init; }

        public int? Subcode { get; init; }

        public string? Message { get; init; }

        public string? Type { get; init; }

        public bool? IsTransient { get; init; }

        public string? UserTitle { get; init; }

        public string? UserMessage { get; init; }

        [System.Text.Json.Serialization.JsonIgnore]
        public bool HasError => (Status ?? Code ?? Subcode) is not null || (Message ?? Type ?? UserTitle ?? UserMessage) is not null || IsTransient is not null;

        public GraphError? ToError() => Code is null || (Status ?? 400) is < 400 or > 599 ? null : new GraphError
        {
            Code = Code.Value,
            Subcode = Subcode,
            Status = Status ?? 400,
            Message = Message ?? "An unknown error occurred",
            TypeOverride = Type,
            IsTransient = IsTransient,
            UserTitle = UserTitle,
            UserMessage = UserMessage,
        };
    }
}
