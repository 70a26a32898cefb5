using Posthaste.Channels;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>Says whether an account may still publish at a time: one for each kind of limit.</summary>
internal interface IQuotaRule
{
    /// <returns>Blocking only where the wait would end outside of the late window; a shorter one is a wait.</returns>
    Task<IReadOnlyList<Finding>> FindAsync(Channel channel, DateTimeOffset dueAt, DateTimeOffset lateAt, CancellationToken ct);
}
