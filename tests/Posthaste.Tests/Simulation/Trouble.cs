namespace Posthaste.Tests.Simulation;

/// <summary>What befalls the processes from outside: they freeze, are stopped, lose their database, and their wall clocks jump.</summary>
internal sealed class Trouble(World world)
{
    private readonly Chance _chance = world.ChanceFor("trouble");

    public void Plan()
    {
        var (time, weather) = (world.Time, world.Weather);
        Times(weather.Freezes, node => node.Freeze(_chance.Is(0.5) ? _chance.Time(1, 14) : _chance.Time(14, 300)));
        Times(weather.Stops, node => node.Stop());
        Times(weather.ClockJumps, node =>
        {
            world.Count("clock jumps");
            node.Clock.WallOff += _chance.Is(0.5) ? _chance.Time(-2, 2) : _chance.Time(-86400, 86400);
        });
        Times(weather.Outages, node =>
        {
            world.Count("outages");
            var gone = _chance.Is(0.5) ? world.Nodes : [node];
            world.Say($"the database is away from {string.Join(' ', gone.Select(one => one.Name))}");
            foreach (var one in gone) one.Store.Down = true;
            time.In(_chance.Is(0.5) ? _chance.Time(0.5, 10) : _chance.Time(10, 120), () =>
            {
                world.Say("the database is back");
                foreach (var one in gone) one.Store.Down = false;
            });
        });
    }

    /// <summary>All of it is over.</summary>
    public void End()
    {
        foreach (var node in world.Nodes)
        {
            node.Thaw();
            node.Store.Down = false;
        }
        // One that is stopping has the store still, and is followed by another once it has ended.
        if (world.Nodes.All(node => node.IsDead)) world.StartNode();
    }

    private void Times(int count, Action<SimNode> happens)
    {
        for (var i = 0; i < count; i++)
        {
            world.Time.In(_chance.Time(1, world.Weather.Span.TotalSeconds), () =>
            {
                var alive = world.Nodes.Where(node => node.Lives).ToList();
                if (alive.Count > 0) happens(_chance.OneOf(alive));
            });
        }
    }
}
