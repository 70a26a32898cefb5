using Posthaste.Channels;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>The rules that can be told from what is on record, without disk or network: the same when a post is saved, where they
/// warn, and when it is about to go out, where they block.</summary>
internal sealed class AheadRules(MediaOrigin origin)
{
    public Finding? Address(Channel channel, IPlatform platform, PlatformPost post) =>
        platform.IsOnThisMachine || !NeedsAddress(channel, platform, post) ? null : AddressRules.Check(origin);

    /// <summary>What an author should know early. None of it blocks: there is time to mend it.</summary>
    /// <param name="post">Nothing in it is refused.</param>
    /// <param name="spoken">Says a time to the people of the workspace.</param>
    public IEnumerable<Finding> Warn(Channel channel, IPlatform platform, PlatformPost post, DateTimeOffset lateAt, Func<DateTimeOffset, string> spoken) =>
        ((Finding?[])[AccountRules.Token(channel, at: lateAt, lateAt, spoken), AccountRules.Scopes(channel, platform.RequiredScopes(post, channel.Login)), Address(channel, platform, post)])
            .OfType<Finding>().Select(finding => finding with { Blocks = false });

    /// <summary>The network fetches the media, rather than being handed it.</summary>
    public static bool NeedsAddress(Channel channel, IPlatform platform, PlatformPost post) =>
        // The way depends on the login, never on the token.
        platform.StepsFor(post, channel.OpenedBy(new Secret(""))).Any(step => step.NeedsMedia);
}
