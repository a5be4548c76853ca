namespace ControlPlane.Demo.Users;

/// <summary>
/// Who calls when with what: an endless list that depends on the seed and on nothing else, least of all on the answers (an open loop).
/// Calls arrive as a Poisson process, as those of many people who do not know of each other do.
/// </summary>
public sealed class CallPlan
{
    private readonly TrafficOptions _options;
    private readonly Random _random;
    private readonly Population _population;
    private readonly RequestStock _stock;
    private TimeSpan _due;
    private long _number;

    public CallPlan(TrafficOptions options)
    {
        var random = new Random(options.Seed);
        _options = options;
        _population = new Population(Population.UsualCount, random.Child());
        _stock = new RequestStock(random.Child());
        _random = random.Child();
        Next = Plan();
    }

    /// <summary>The first call that was not taken yet.</summary>
    public PlannedCall Next { get; private set; }

    /// <summary>Takes the next call off the plan.</summary>
    public PlannedCall Take()
    {
        var taken = Next;
        Next = Plan();
        return taken;
    }

    private PlannedCall Plan()
    {
        _due += TimeSpan.FromSeconds(_random.Exponential() / _options.Rate);
        _number++;
        var user = IsTide(_due) && _random.Happens(_options.TideShare) ? _population.PickAustralian(_random) : _population.Pick(_random);
        var request = PickScene() is { } scene ? Picture(user) with { Endpoint = scene }
            : _random.Happens(_options.PetsShare) ? Picture(user)
            : _stock.PickTransaction(_random);
        return new PlannedCall(_number, _due, user, request, _random.Happens(_options.FeedbackShare) ? FeedbackDelay() : null);
    }

    // Without scenes nothing is drawn, so that a seed gives the same calls with and without this.
    private string? PickScene()
    {
        if (_options.Scenes.Count == 0)
            return null;
        var scene = (int)(_random.NextDouble() / _options.SceneShare);
        return scene < _options.Scenes.Count ? _options.Scenes[scene] : null;
    }

    private PreparedRequest Picture(User user) => _stock.PickPicture(user.Region.NextAnimal(_random), _random);

    private bool IsTide(TimeSpan due) =>
        TimeSpan.FromTicks(due.Ticks % _options.TidePeriod.Ticks) - _options.TideStart is { Ticks: >= 0 } since && since < _options.TideLength;

    private TimeSpan FeedbackDelay()
    {
        var delay = _options.MeanFeedbackDelay * _random.Exponential();
        return delay < _options.LongestFeedbackDelay ? delay : _options.LongestFeedbackDelay;
    }
}
