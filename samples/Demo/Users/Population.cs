namespace ControlPlane.Demo.Users;

/// <summary>The users of the demo: the same seed gives the same people in the same regions.</summary>
public sealed class Population
{
    /// <summary>People in the demo.</summary>
    public const int UsualCount = 2_000;

    private readonly User[] _users;
    private readonly User[] _australians;

    public Population(int count, Random random)
    {
        _users = [.. Enumerable.Range(1, count).Select(number => new User($"user-{number:D4}", Region.Draw(random)))];
        _australians = [.. _users.Where(u => u.Region.Name == Region.Australia)];
    }

    public IReadOnlyList<User> Users => _users;

    /// <summary>Whoever calls next; everybody calls equally often.</summary>
    public User Pick(Random random) => _users[random.Next(_users.Length)];

    /// <summary>Whoever calls next of those who live among koalas.</summary>
    public User PickAustralian(Random random) => _australians[random.Next(_australians.Length)];
}
