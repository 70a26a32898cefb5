using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Channels;
using Posthaste.Planning;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Planning;

/// <summary>Slots: the times of the week at which channels have room, and the places to fill that they make.</summary>
internal static class SlotsApi
{
    private const int MaxCount = 50;
    private const int MaxChannels = 50;
    private const int MaxPlaces = 5_000;

    public static void MapSlots(this IEndpointRouteBuilder api)
    {
        var slots = api.MapGroup("/slots").WithTags("Planning");

        slots.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListSlots").WithSummary("Lists slots by channel and time.");
        slots.MapPost("/", CreateAsync).Needs(Right.SchedulePosts).WithName("CreateSlot").WithSummary("Makes a slot.").Produces<SlotResponse>(201).Fails(422);
        slots.MapPatch("/{slotId:guid}", ChangeAsync).Needs(Right.SchedulePosts).WithName("ChangeSlot").WithSummary("Gives it other days, another time or category. Posts in its places stay.")
            .Produces<SlotResponse>(200).Fails(404, 422);
        slots.MapDelete("/{slotId:guid}", DeleteAsync).Needs(Right.SchedulePosts).WithName("DeleteSlot").WithSummary("Deletes it. Posts in its places stay.").Fails(404);
        slots.MapGet("/places", ListPlacesAsync).Needs(Right.Read).WithName("ListPlaces").WithSummary("Lists the places of slots from a time until before another, filled ones and those to fill.");
        slots.MapGet("/next", ListNextAsync).Needs(Right.Read).WithName("ListNextSlots").WithSummary("Lists the next times at which all the channels have a free slot of a category.").Fails(422);
    }

    private static async Task<Ok<Page<SlotResponse>>> ListAsync(Caller caller, ISlotStore slots, CancellationToken ct) =>
        TypedResults.Ok(new Page<SlotResponse>([.. (await slots.ListAsync(caller.WorkspaceId, ct)).Select(SlotResponse.From)], NextCursor: null));

    private static async Task<IResult> CreateAsync(CreateSlotRequest request, Caller caller, CreateSlot createSlot, TimeProvider time, CancellationToken ct)
    {
        if (TimesOfDay.Read("time", request.Time, out var timeOfDay) is { } wrong) return wrong;
        var wanted = new Slot
        {
            Id = Guid.Empty,
            WorkspaceId = caller.WorkspaceId,
            ChannelId = request.ChannelId,
            CategoryId = request.CategoryId,
            Weekdays = request.Weekdays,
            Time = timeOfDay,
            CreatedAt = time.GetUtcNow(),
        };
        return Answer(await createSlot.RunAsync(wanted, caller.Name, ct), created: true);
    }

    private static async Task<IResult> ChangeAsync(Guid slotId, ChangeSlotRequest request, Caller caller, ChangeSlot changeSlot, CancellationToken ct)
    {
        TimeOnly? time = null;
        if (request.Time is { } text)
        {
            if (TimesOfDay.Read("time", text, out var read) is { } wrong) return wrong;
            time = read;
        }
        return Answer(await changeSlot.RunAsync(caller.WorkspaceId, slotId, slot => request.ApplyTo(slot, time), caller.Name, ct));
    }

    private static async Task<Results<NoContent, ApiProblem>> DeleteAsync(Guid slotId, Caller caller, DeleteSlot deleteSlot, CancellationToken ct) =>
        await deleteSlot.RunAsync(caller.WorkspaceId, slotId, caller.Name, ct) ? TypedResults.NoContent() : ApiProblem.NotFound("slot");

    private static async Task<Results<Ok<Page<PlaceResponse>>, ApiProblem>> ListPlacesAsync(QueryTime from, QueryTime to, Caller caller, ListPlaces listPlaces, CancellationToken ct)
    {
        if (to.At <= from.At) return ApiProblem.ForField("to", "expected is a time after from");
        if (to.At - from.At > FindNextSlots.Horizon) return ApiProblem.ForField("to", $"at most {FindNextSlots.Horizon.TotalDays:0} days can be asked for at once", code: "range_too_long");
        var places = await listPlaces.RunAsync(caller.WorkspaceId, from.At, to.At, ct);
        return places.Count > MaxPlaces
            ? ApiProblem.ForField("to", $"there are more than {MaxPlaces} places in this time; ask for a shorter one", code: "range_too_long")
            : TypedResults.Ok(new Page<PlaceResponse>([.. places.Select(PlaceResponse.From)], NextCursor: null));
    }

    private static async Task<Results<Ok<Page<NextSlotResponse>>, ApiProblem>> ListNextAsync(
        [FromQuery] Guid[]? channelId, Guid? categoryId, QueryTime? after, int? count, Caller caller, IChannelStore channels, FindNextSlots findNextSlots, CancellationToken ct)
    {
        if (channelId is not { Length: > 0 and <= MaxChannels }) return ApiProblem.ForField("channelId", $"expected is the id of a channel, or several: 1 to {MaxChannels}");
        if (count is < 1 or > MaxCount) return ApiProblem.ForField("count", $"expected is a whole number from 1 to {MaxCount}");
        var found = new List<SlotChannel>();
        foreach (var id in channelId.Distinct())
        {
            if (await channels.FindAsync(caller.WorkspaceId, id, ct) is not { } channel)
                return ApiProblem.ForField("channelId", "one of these is no channel of this workspace", 422, "unknown_channel");
            found.Add(new SlotChannel(channel, Post: null));
        }
        var wish = new SlotWish { WorkspaceId = caller.WorkspaceId, Channels = found, CategoryId = categoryId, After = after?.At };
        var times = await findNextSlots.RunAsync(wish, count ?? 1, ct);
        return TypedResults.Ok(new Page<NextSlotResponse>([.. times.Select(at => new NextSlotResponse(at))], NextCursor: null));
    }

    private static IResult Answer(SlotResult result, bool created = false) => result switch
    {
        SlotResult.Saved saved when created => TypedResults.Created((string?)null, SlotResponse.From(saved.Slot)),
        SlotResult.Saved saved => TypedResults.Ok(SlotResponse.From(saved.Slot)),
        SlotResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, 422, refused.Code),
        SlotResult.NotFound => ApiProblem.NotFound("slot"),
        _ => throw new UnreachableException(),
    };
}
