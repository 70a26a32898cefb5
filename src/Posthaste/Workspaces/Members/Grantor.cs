namespace Posthaste.Workspaces.Members;

/// <summary>Who gives rights to somebody else: nobody can give more than they have.</summary>
/// <param name="Name">As histories call them.</param>
/// <param name="Rights">What they may do themselves.</param>
public sealed record Grantor(string Name, IReadOnlySet<Right> Rights);
