using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Images;

namespace Posthaste.Sandbox.Publishing;

/// <summary>Reads the parameters of reels, video stories and video items of carousels.</summary>
internal static class VideoDraftRules
{
    public static (ContainerDraft? Draft, GraphError? Error) Check(GraphParams parameters, ContainerKind kind, LoginProduct login)
    {
        var (isUploaded, uploadError) = CheckUpload(parameters, login);
        var url = isUploaded ? null : parameters.Get("video_url");
        var missing = (isUploaded, url) switch
        {
            (true, _) => null,
            (_, null) => GraphErrors.Required("video_url"),
            // An address that cannot be one is refused at once; what is wrong with the rest shows in the status.
            _ => FetcherHttp.AddressOf(url) is null ? GraphErrors.FetchFailed(url) : null,
        };
        var (tags, tagError) = TagRules.UserTags(parameters, kind, isVideo: true);
        var (common, commonError) = DraftRules.Common(parameters, kind);
        var altError = parameters.Get("alt_text") is null ? null : DraftRules.NotAllowed("alt_text");
        var (video, videoError) = CheckVideo(parameters, url, kind, login);
        return (uploadError ?? missing ?? commonError ?? tagError ?? altError ?? videoError) is { } error
            ? (null, error)
            : (common with { UserTags = tags, Video = video }, null);
    }

    private static (bool IsUploaded, GraphError? Error) CheckUpload(GraphParams parameters, LoginProduct login) => parameters.Get("upload_type") switch
    {
        null => (false, null),
        "resumable" when login is LoginProduct.Facebook => (true, null),
        "resumable" => (false, DraftRules.NotAllowed("upload_type")),
        _ => (false, GraphErrors.Parameter("Param upload_type must be one of {RESUMABLE}")),
    };

    private static (VideoDraft Video, GraphError? Error) CheckVideo(GraphParams parameters, string? url, ContainerKind kind, LoginProduct login)
    {
        var isReel = kind is ContainerKind.Reel;
        var (trial, trialError) = isReel ? CheckTrial(parameters) : (null, null);
        var (music, volume, musicError) = isReel ? CheckMusic(parameters, login) : (null, 100, null);
        var thumb = parameters.Number("thumb_offset");
        var video = new VideoDraft
        {
            Url = url,
            CoverUrl = isReel ? parameters.Get("cover_url") : null,
            ThumbOffset = thumb ?? 0,
            ShareToFeed = parameters.Get("share_to_feed") is null || parameters.Flag("share_to_feed"),
            AudioName = isReel ? parameters.Get("audio_name") : null,
            TrialStrategy = trial,
            AudioId = music,
            VideoVolume = volume,
        };
        var thumbError = thumb < 0 ? GraphErrors.Parameter("Param thumb_offset must be a number of milliseconds.") : null;
        return (video, trialError ?? musicError ?? thumbError);
    }

    private static (string? Strategy, GraphError? Error) CheckTrial(GraphParams parameters)
    {
        if (parameters.Get("trial_params") is null) return (null, null);
        var strategy = Text(parameters.Json("trial_params"), "graduation_strategy");
        if (strategy is not ("MANUAL" or "SS_PERFORMANCE"))
            return (null, GraphErrors.Parameter("Param trial_params[graduation_strategy] must be one of {MANUAL, SS_PERFORMANCE}"));
        return parameters.List("collaborators").Count > 0 ? (null, DraftRules.NotAllowed("collaborators")) : (strategy, null);
    }

    private static (string? AudioId, int VideoVolume, GraphError? Error) CheckMusic(GraphParams parameters, LoginProduct login)
    {
        if (parameters.Get("audio_configuration") is null) return (null, 100, null);
        if (login is not LoginProduct.Facebook) return (null, 100, DraftRules.NotAllowed("audio_configuration"));
        var music = parameters.Json("audio_configuration");
        if (Text(music, "audio_id") is not { Length: > 0 } id) return (null, 100, GraphErrors.Required("audio_configuration[audio_id]"));
        var volumeText = (music as JsonObject)?["video_volume"]?.ToString() ?? "100";
        return int.TryParse(volumeText, NumberStyles.None, CultureInfo.InvariantCulture, out var volume) && volume <= 100
            ? (id, volume, null)
            : (null, 100, GraphErrors.Parameter("Param audio_configuration[video_volume] must be between 0 and 100."));
    }

    private static string? Text(JsonNode? node, string name) =>
        node is JsonObject found && found[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? GraphParams.TextOf(value) : null;
}
