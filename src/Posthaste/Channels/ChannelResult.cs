namespace Posthaste.Channels;

/// <summary>What became of a change to a channel.</summary>
public abstract record ChannelResult
{
    private ChannelResult() { }

    /// <summary>It stands as wanted; also where it did already.</summary>
    public sealed record Changed(Channel Channel) : ChannelResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : ChannelResult;

    public sealed record NotFound : ChannelResult;
}
