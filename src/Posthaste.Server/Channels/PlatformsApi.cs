using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Server.Http;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Channels;

/// <summary>The networks that this server publishes to.</summary>
internal static class PlatformsApi
{
    public static void MapPlatforms(this IEndpointRouteBuilder api) => api.MapGroup("/platforms").WithTags("Channels")
        .MapGet("/", List).Needs(Right.Read).WithName("ListPlatforms").WithSummary("Lists the networks, what connecting an account without a browser takes, and what posts may be there.");

    private static Ok<Page<PlatformResponse>> List(IPlatforms platforms) =>
        TypedResults.Ok(new Page<PlatformResponse>([.. platforms.All.Select(PlatformResponse.From)], NextCursor: null));
}

/// <summary>A network.</summary>
public sealed record PlatformResponse
{
    /// <summary>The word for it in the API.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What a person is asked for where an account is connected without a browser.</summary>
    public required ConnectFormResponse ConnectForm { get; init; }

    public required CaptionLimitsResponse Caption { get; init; }

    /// <summary>The types of posts that it takes.</summary>
    public required IReadOnlyList<PostShapeResponse> PostTypes { get; init; }

    internal static PlatformResponse From(IPlatform platform) => new()
    {
        Name = platform.Name,
        DisplayName = platform.DisplayName,
        ConnectForm = ConnectFormResponse.From(platform.ConnectForm),
        Caption = CaptionLimitsResponse.From(platform.CaptionLimits),
        PostTypes = [.. PostShapes.Of(platform).Select(shape => new PostShapeResponse(shape.Type, shape.LeastMedia, shape.MostMedia))],
    };
}

/// <summary>What a person is asked for, in words for people.</summary>
public sealed record ConnectFormResponse
{
    /// <summary>What <c>accessToken</c> is called at the network.</summary>
    public required string SecretLabel { get; init; }

    /// <summary>Where to find or make it.</summary>
    public required string SecretHelp { get; init; }

    /// <summary>What <c>remoteId</c> is called.</summary>
    public required string AccountLabel { get; init; }

    public required string? AccountHelp { get; init; }

    /// <summary>Nothing can be connected without <c>remoteId</c>.</summary>
    public required bool NeedsAccount { get; init; }

    /// <summary>What <c>server</c> is called; null where the network has one server.</summary>
    public required string? ServerLabel { get; init; }

    /// <summary>Meant where <c>server</c> is left out; null where it must be given.</summary>
    public required Uri? UsualServer { get; init; }

    internal static ConnectFormResponse From(ConnectForm form) => new()
    {
        SecretLabel = form.SecretLabel,
        SecretHelp = form.SecretHelp,
        AccountLabel = form.AccountLabel,
        AccountHelp = form.AccountHelp,
        NeedsAccount = form.NeedsAccount,
        ServerLabel = form.ServerLabel,
        UsualServer = form.UsualServer,
    };
}

/// <summary>What a caption may hold, hashtags included.</summary>
public sealed record CaptionLimitsResponse
{
    public required int MaxLength { get; init; }

    /// <summary>What counts as one character.</summary>
    public required CaptionUnit Unit { get; init; }

    /// <summary>In UTF-8, beside the length; null where nothing counts them.</summary>
    public required int? MaxBytes { get; init; }

    /// <summary>As how many characters a link counts, however long it is; null where it counts as it stands.</summary>
    public required int? LinkLength { get; init; }

    /// <summary>Of <c>@name@server</c> only <c>@name</c> counts.</summary>
    public required bool CountsMentionsWithoutServer { get; init; }

    public required int MaxHashtags { get; init; }
    public required int MaxMentions { get; init; }

    /// <summary>More than this many hashtags reach fewer people; null for no such hint.</summary>
    public required int? HashtagHint { get; init; }

    internal static CaptionLimitsResponse From(CaptionLimits limits) => new()
    {
        MaxLength = limits.MaxLength,
        Unit = limits.Unit,
        MaxBytes = limits.MaxBytes,
        LinkLength = limits.LinkLength,
        CountsMentionsWithoutServer = limits.CountsMentionsWithoutServer,
        MaxHashtags = limits.MaxHashtags,
        MaxMentions = limits.MaxMentions,
        HashtagHint = limits.HashtagHint,
    };
}

/// <summary>A type of post, and of how many files it is made.</summary>
public sealed record PostShapeResponse(PostType Type, int LeastMedia, int MostMedia);
