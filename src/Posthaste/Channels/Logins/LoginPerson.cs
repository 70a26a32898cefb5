namespace Posthaste.Channels.Logins;

/// <summary>Who signs in at a network: a member, in one browser.</summary>
/// <param name="SessionId">Only this session may finish what it began.</param>
/// <param name="Name">For histories.</param>
/// <param name="Workspaces">Where they may connect accounts, at this moment.</param>
public sealed record LoginPerson(Guid SessionId, string Name, IReadOnlySet<Guid> Workspaces);
