import type { Approvals } from '../approvals/approvals.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Services } from '../services.ts'
import { OrderStore } from './order-store.ts'
import { doWaiting } from './proctor-commands.ts'
import { registerTimeDeeds } from './time-commands.ts'

/**
 * Joins what proctors order to what stations are told: delivery asks here for orders, a second person's word does what
 * was proposed. `begin` does what a crash left undone (P1); it comes after delivery has credited its outage.
 */
export function giveOrders(
  services: Services,
  delivery: Delivery,
  approvals: Approvals,
): { begin(): Promise<void>; stop(): Promise<void> } {
  const orders = new OrderStore(services)
  delivery.ordersFrom(orders)
  registerTimeDeeds(services, delivery, approvals)
  return {
    async begin() {
      await doWaiting(services, delivery)
    },
    stop: () => orders.flush(),
  }
}
