import account from './account.json' with { type: 'json' }
import activity from './activity.json' with { type: 'json' }
import automatedDecisions from './automated-decisions.json' with { type: 'json' }
import common from './common.json' with { type: 'json' }
import complaints from './complaints.json' with { type: 'json' }
import consents from './consents.json' with { type: 'json' }
import contacts from './contacts.json' with { type: 'json' }
import copies from './copies.json' with { type: 'json' }
import customers from './customers.json' with { type: 'json' }
import deletions from './deletions.json' with { type: 'json' }
import developers from './developers.json' with { type: 'json' }
import events from './events.json' with { type: 'json' }
import fault from './fault.json' with { type: 'json' }
import holdings from './holdings.json' with { type: 'json' }
import imports from './imports.json' with { type: 'json' }
import looks from './looks.json' with { type: 'json' }
import measures from './measures.json' with { type: 'json' }
import overview from './overview.json' with { type: 'json' }
import policies from './policies.json' with { type: 'json' }
import recipients from './recipients.json' with { type: 'json' }
import requests from './requests.json' with { type: 'json' }
import restrictions from './restrictions.json' with { type: 'json' }
import sprays from './sprays.json' with { type: 'json' }
import staff from './staff.json' with { type: 'json' }
import stateService from './state-service.json' with { type: 'json' }
import systems from './systems.json' with { type: 'json' }
import tasks from './tasks.json' with { type: 'json' }

export default {
  account,
  activity,
  'automated-decisions': automatedDecisions,
  common,
  complaints,
  consents,
  contacts,
  copies,
  customers,
  deletions,
  developers,
  events,
  fault,
  holdings,
  imports,
  looks,
  measures,
  overview,
  policies,
  recipients,
  requests,
  restrictions,
  sprays,
  staff,
  'state-service': stateService,
  systems,
  tasks,
}
