using System.Text.Json.Serialization;

namespace Posthaste.Server.Live;

/// <summary>That something changed: what it is now is asked for over the API.</summary>
/// <param name="Kind">The event's, such as <c>job.published</c>.</param>
/// <param name="Id">The post, job, channel or member it is about.</param>
/// <param name="PostId">Of a job its post; else left out.</param>
internal sealed record ChangedItem(string Kind, Guid Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? PostId);
