using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Notifications;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Notifications;

/// <summary>The log of deliveries: what was told to whom, and what came back.</summary>
internal static class DeliveriesApi
{
    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Notifications");

        deliveries.MapGet("/", ListAsync).Needs(Right.ManageWorkspace).WithName("ListDeliveries").WithSummary("Lists deliveries, newest first.");
        deliveries.MapGet("/{deliveryId:guid}", GetAsync).Needs(Right.ManageWorkspace).WithName("GetDelivery").WithSummary("Reads a delivery, and what came back.").Fails(404);
        deliveries.MapPost("/{deliveryId:guid}/redeliver", RedeliverAsync).Needs(Right.ManageWorkspace).WithName("RedeliverDelivery").WithSummary("Has it sent once more, under the same id.")
            .Produces<DeliveryResponse>(200).Fails(404, 409);
    }

    private static async Task<Results<Ok<Page<DeliveryResponse>>, ApiProblem>> ListAsync(
        Guid? targetId, string? state, int? limit, string? cursor, Caller caller, IDeliveryStore deliveries, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        var wanted = DeliveryState.Waiting;
        if (state is not null && !Words.TryParse(state, out wanted)) return ApiProblem.ForField("state", $"expected is {Expected.Of(typeof(DeliveryState))}");
        var size = limit ?? Paging.DefaultLimit;
        var page = await deliveries.SearchAsync(
            new DeliveryQuery { WorkspaceId = caller.WorkspaceId, TargetId = targetId, State = state is null ? null : wanted, After = after?.Id, Limit = size + 1 }, ct);
        var shown = page.Take(size).ToList();
        return TypedResults.Ok(new Page<DeliveryResponse>([.. shown.Select(DeliveryResponse.From)], page.Count > size ? Cursor.Encode(shown[^1].CreatedAt, shown[^1].Id) : null));
    }

    private static async Task<Results<Ok<DeliveryResponse>, ApiProblem>> GetAsync(Guid deliveryId, Caller caller, IDeliveryStore deliveries, CancellationToken ct) =>
        await deliveries.FindAsync(caller.WorkspaceId, deliveryId, ct) is { } delivery ? TypedResults.Ok(DeliveryResponse.From(delivery)) : NotFound();

    private static async Task<IResult> RedeliverAsync(Guid deliveryId, Caller caller, RedeliverMessage redeliverMessage, CancellationToken ct) =>
        await redeliverMessage.RunAsync(caller.WorkspaceId, deliveryId, ct) switch
        {
            RedeliverResult.Waits waits => TypedResults.Ok(DeliveryResponse.From(waits.Delivery)),
            RedeliverResult.Refused refused => new ApiProblem(409, refused.Code, refused.Message),
            RedeliverResult.NotFound => NotFound(),
            _ => throw new UnreachableException(),
        };

    private static ApiProblem NotFound() => ApiProblem.NotFound("delivery");
}

/// <summary>Something that happened, on its way to a notification target.</summary>
public sealed record DeliveryResponse
{
    /// <summary>In the message, the same at every try.</summary>
    public required Guid Id { get; init; }

    public required Guid TargetId { get; init; }

    /// <summary>What is told of.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Of the event, such as <c>job.needs_attention</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Title { get; init; }
    public required string Message { get; init; }

    /// <summary>The post it is about; null for none.</summary>
    public required Guid? PostId { get; init; }

    public required DeliveryState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not sent before: quiet hours, digests, and what is told once a minute.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Tries { get; init; }

    /// <summary>The delivery in whose message it was told; null where it has one of its own.</summary>
    public required Guid? ToldWith { get; init; }

    /// <summary>Of the last try; null before the first.</summary>
    public required DateTimeOffset? LastTriedAt { get; init; }

    /// <summary>HTTP status of the last answer; null where there was none.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>How it began, at most 500 characters, without the target's address; null for none.</summary>
    public required string? LastAnswer { get; init; }

    /// <summary>Why the last try came to nothing; null where it did not.</summary>
    public required string? LastError { get; init; }

    /// <summary>What is known of the event, as webhooks get it.</summary>
    public required JsonElement Data { get; init; }

    internal static DeliveryResponse From(Delivery delivery) => new()
    {
        Id = delivery.Id,
        TargetId = delivery.TargetId,
        EventId = delivery.Notice.EventId,
        Kind = delivery.Notice.Kind,
        At = delivery.Notice.At,
        Title = delivery.Notice.Title,
        Message = delivery.Notice.Message,
        PostId = delivery.Notice.PostId,
        State = delivery.State,
        CreatedAt = delivery.CreatedAt,
        DueAt = delivery.DueAt,
        Tries = delivery.Tries,
        ToldWith = delivery.ToldWith,
        LastTriedAt = delivery.LastAt,
        LastStatus = delivery.LastStatus,
        LastAnswer = delivery.LastAnswer,
        LastError = delivery.LastError,
        Data = JsonElement.Parse(delivery.Notice.Data),
    };
}
