namespace Posthaste.Tests.Simulation.Model;

/// <summary>A line of the event log.</summary>
/// <param name="Number">From 1, in place of an id.</param>
/// <param name="JobId">Whom it is about.</param>
public sealed record ModelEvent(int Number, Guid WorkspaceId, string Kind, Guid JobId, DateTimeOffset At, string Actor, string Data);
