using Posthaste.Jobs.Generations;

namespace Posthaste.Tests.Jobs.Generations;

/// <summary>When a database is taken for an older copy, and when not.</summary>
public sealed class GenerationJudgementTests
{
    private static readonly DateTimeOffset Seen = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid One = Guid.CreateVersion7(Seen);
    private static readonly Guid Intent = Guid.CreateVersion7(Seen);
    private static readonly DatabasePlace Home = new("7710", "00000001", "5", "16384");

    private static GenerationFacts Facts => new()
    {
        History = [new Generation { Id = One, Number = 1, BeganAt = Seen.AddDays(-1), SeenAt = Seen }],
        HasJobs = true,
        Known = new HashSet<Guid> { Intent },
        OtherNodes = 0,
    };

    private static GenerationNote Note => new(One, Intent, Seen);

    [Fact]
    public void A_database_that_has_what_the_side_file_names_is_the_same() => Assert.Equal("same", Of([Note], Facts));

    [Fact]
    public void Without_a_side_file_and_a_history_it_begins_here() => Assert.Equal("first", Of([], Facts with { History = [] }));

    [Fact]
    public void A_database_without_jobs_has_nothing_that_could_go_out_again()
    {
        Assert.Equal("first", Of([Note], Facts with { History = [], HasJobs = false }));
        Assert.Equal("same", Of([], Facts with { HasJobs = false }));
    }

    [Fact]
    public void A_copy_from_before_the_guard_is_told_by_the_side_file() =>
        Assert.Contains("from before the update", Of([Note], Facts with { History = [] }));

    [Fact]
    public void A_side_file_that_is_missing_is_told_unless_others_are_alive()
    {
        Assert.Contains("missing", Of([], Facts));
        Assert.Equal("same", Of([], Facts, isAlone: false));
    }

    [Fact]
    public void A_side_file_of_another_database_is_told() =>
        Assert.Contains("another copy", Of([Note with { Generation = Guid.CreateVersion7(Seen) }], Facts));

    [Fact]
    public void A_node_that_was_away_while_another_dealt_with_a_restore_finds_nothing_new()
    {
        var two = Facts.Current! with { Id = Guid.CreateVersion7(Seen), Number = 2, KnownUntil = Seen };

        Assert.Equal("same", Of([Note with { Intent = Guid.CreateVersion7(Seen) }], Facts with { History = [Facts.Current!, two] }));
    }

    [Fact]
    public void A_backup_that_was_restored_is_told_by_itself_whatever_lies_in_the_data_folder()
    {
        var restored = Facts.Current! with { Id = Guid.CreateVersion7(Seen), Number = 2, BeganAt = Seen.AddDays(1), SeenAt = Seen, Found = Generation.RestoredFrom(Seen) };
        var facts = Facts with { History = [Facts.Current!, restored] };

        Assert.Equal("it was restored from the backup of 2026-07-29 10:00:00 UTC", Of([], facts));
        Assert.Equal("it was restored from the backup of 2026-07-29 10:00:00 UTC", Of([Note], facts));
        // Servers of the old database may still be in the backup, or write into the folder.
        Assert.Equal("it was restored from the backup of 2026-07-29 10:00:00 UTC", Of([], facts with { OtherNodes = 1 }, isAlone: false));
        Assert.Equal("same", Of([], facts with { HasJobs = false }));
        Assert.Equal("same", Of([Note with { Generation = restored.Id }], facts with { History = [Facts.Current!, restored with { SeenAt = restored.BeganAt }] }));
    }

    [Fact]
    public void An_intent_that_is_missing_is_told()
    {
        var lost = new GenerationNote(One, Guid.CreateVersion7(Seen), Seen.AddHours(3));

        Assert.Contains("does not have the publish call of 2026-07-29 13:00:00", Of([Note, lost], Facts));
    }

    [Fact]
    public void An_intent_that_was_tidied_away_long_ago_is_not_missed() =>
        Assert.Equal("same", Of([new GenerationNote(One, Guid.CreateVersion7(Seen), Seen.AddDays(-90))], Facts));

    [Fact]
    public void A_folder_that_was_copied_is_told_where_the_database_is_in_it()
    {
        Assert.Contains("copied", Of([Note], Facts, isCopy: true));
        Assert.Equal("same", Of([Note], Facts with { Place = Home, History = [Facts.Current! with { Place = Home }] }, isCopy: true));
    }

    [Theory]
    [InlineData("8888/00000001/5/16384", "another PostgreSQL server")]
    [InlineData("7710/00000002/5/16384", "another timeline")]
    [InlineData("7710/00000001/6/16384", "another database")]
    [InlineData("7710/00000001/5/20000", "made anew")]
    [InlineData("?/?/5/16384", "same")]
    [InlineData("7710/00000001/5/16384", "same")]
    public void A_PostgreSQL_database_in_another_place_is_told(string now, string expected) => Assert.Contains(expected, Of([Note], Facts with
    {
        Place = DatabasePlace.Read(now),
        History = [Facts.Current! with { Place = Home }],
    }));

    private static string Of(IReadOnlyList<GenerationNote> notes, GenerationFacts facts, bool isAlone = true, bool isCopy = false) =>
        GenerationJudgement.Of(notes, facts, isAlone, isCopy) switch
        {
            GenerationJudgement.Same => "same",
            GenerationJudgement.First => "first",
            GenerationJudgement.Restored restored => restored.Found,
            _ => "?",
        };
}
