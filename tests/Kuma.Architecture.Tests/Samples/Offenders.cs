using System.Data.Common;
using Dapper;
using MediatR;

namespace Kuma.Architecture.Tests.Samples;

/// <summary>What the rules forbid, so that each rule is seen to fail.</summary>
public sealed record Question : IRequest<int>;

/// <summary>Public, open to inheritance and named after nothing.</summary>
public class OpenHandler : IRequestHandler<Question, int>
{
    public Task<int> Handle(Question request, CancellationToken cancellationToken) => Task.FromResult(42);
}

internal sealed class UsesDapper
{
    public static Task<int> CountAsync(DbConnection connection) => connection.ExecuteScalarAsync<int>("select 1");
}
