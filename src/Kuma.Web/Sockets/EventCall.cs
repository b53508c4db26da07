using Kuma.Application.Common;
using MediatR;

namespace Kuma.Web.Sockets;

/// <summary>One event of one client, on its way to its handler.</summary>
internal sealed class EventCall(ClientSession session, EventArguments arguments, bool wantsAck, IServiceProvider services, CancellationToken cancellationToken)
{
    public ClientSession Session { get; } = session;

    public EventArguments Arguments { get; } = arguments;

    public bool WantsAck { get; } = wantsAck;

    public Actor Actor => Session.Actor;

    /// <summary>What the handler hands to the pushes after the acknowledgement.</summary>
    public object? State { get; set; }

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public Task<Result> SendAsync(ICommand command) => Mediator.Send(command, CancellationToken);

    public Task<Result<T>> SendAsync<T>(ICommand<T> command) => Mediator.Send(command, CancellationToken);

    public Task<Result<T>> SendAsync<T>(IQuery<T> query) => Mediator.Send(query, CancellationToken);

    private IMediator Mediator => services.GetRequiredService<IMediator>();
}
