using Posthaste.Jobs.Generations;

namespace Posthaste.Tests.Jobs.Generations;

/// <summary>The side file outlives its process and is one node's alone.</summary>
public sealed class GenerationFileTests : IDisposable
{
    private static readonly GenerationNote Note = new(Guid.NewGuid(), Guid.NewGuid(), new DateTimeOffset(2026, 7, 29, 10, 0, 0, 123, TimeSpan.Zero));

    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-generation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_is_found_at_the_next_start()
    {
        using (var file = GenerationFile.Open(_folder))
        {
            Assert.Empty(file.Found);
            file.Write(Note);
            file.Write(Note with { IntentAt = null, Intent = null });
            file.Write(Note);
        }

        using var next = GenerationFile.Open(_folder);
        Assert.Equal(Note, Assert.Single(next.Found));
        Assert.False(next.IsShared);
    }

    [Fact]
    public void A_second_node_on_the_folder_has_its_own_and_sees_that_it_is_not_alone()
    {
        using var first = GenerationFile.Open(_folder);
        first.Write(Note);

        using var second = GenerationFile.Open(_folder);

        Assert.True(second.IsShared);
        Assert.Empty(second.Found);
        second.Write(Note with { Intent = Guid.NewGuid() });
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void What_every_node_left_is_found()
    {
        var other = Note with { IntentAt = Note.IntentAt!.Value.AddHours(1) };
        using (var first = GenerationFile.Open(_folder))
        using (var second = GenerationFile.Open(_folder))
        {
            first.Write(Note);
            second.Write(other);
        }

        using var next = GenerationFile.Open(_folder);
        Assert.Equal([Note, other], next.Found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("posthaste-generation 1 not-an-id")]
    [InlineData("posthaste-generation 2")]
    public void What_is_not_a_whole_note_counts_as_missing(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "generation-1"), text);

        using var file = GenerationFile.Open(_folder);
        Assert.Empty(file.Found);
    }

    [Fact]
    public void A_file_that_was_put_there_later_than_it_was_written_is_a_copy()
    {
        var now = TimeProvider.System.GetUtcNow();
        Assert.SkipUnless(FileChange.TimeOf(_folder) is not null, "This system does not tell when a file was changed.");
        using (var file = GenerationFile.Open(_folder)) file.Write(Note with { WrittenAt = now });
        using (var own = GenerationFile.Open(_folder)) Assert.False(own.IsCopy);

        using (var file = GenerationFile.Open(_folder)) file.Write(Note with { WrittenAt = now.AddHours(-1) });
        using var copied = GenerationFile.Open(_folder);
        Assert.True(copied.IsCopy);
    }
}
